import { useLocale, useMessages, useResource } from '@yimen/portlet-sdk';
import { Form, Radio, Select } from '@yimen/ui';
import type { ReactNode } from 'react';
import type { UnitChoice } from '../contract/notice.ts';
import { formMessages } from './form-messages.ts';
import type { NoticeValues } from './notice-values.ts';

/** Everyone, or certain units. */
export function AudienceFields(): ReactNode {
  const text = useMessages(formMessages);
  const kind = Form.useWatch('audience');
  return (
    <>
      <Form.Item<NoticeValues> name="audience" label={text.audience}>
        <Radio.Group
          options={[
            { value: 'everyone', label: text.everyone },
            { value: 'units', label: text.units },
          ]}
        />
      </Form.Item>
      {kind === 'units' && <UnitsField />}
    </>
  );
}

function UnitsField(): ReactNode {
  const text = useMessages(formMessages);
  const locale = useLocale();
  const { data, problem, isLoading } = useResource<UnitChoice[]>('units');
  const options = (data ?? []).map(({ id, name }) => ({ value: id, label: name[locale] }));
  return (
    <Form.Item<NoticeValues>
      name="unitIds"
      label={text.chooseUnits}
      rules={[{ required: true, message: text.required }]}
      {...(problem && { extra: text.unitsUnknown })}
    >
      <Select
        mode="multiple"
        options={options}
        loading={isLoading}
        showSearch={{ optionFilterProp: 'label' }}
      />
    </Form.Item>
  );
}
