import { useLocale, useMessages, usePortlet } from '@yimen/portlet-sdk';
import { Form, Modal, Radio } from '@yimen/ui';
import { DatePicker } from '@yimen/ui/date-picker';
import type { ReactNode } from 'react';
import { commonMessages } from '../../../../common/common-messages.ts';
import { ProblemAlert } from '../../../../common/problem-alert.tsx';
import { useAdminAction } from '../../../../common/use-admin-action.ts';
import type { PersonDetail } from '../../../../contract/person.ts';
import { PostSelect, UnitSelect } from '../place-selects.tsx';
import { personMessages } from './person-messages.ts';

type Props = { readonly person: PersonDetail; readonly onClose: () => void };
type Values = {
  kind: 'start' | 'transfer' | 'leave';
  day: string;
  unitId?: string;
  postId?: string;
};

/** A start, a transfer or a leaving that takes effect by itself on its day. */
export function PlanDialog({ person, onClose }: Props): ReactNode {
  const text = useMessages(personMessages);
  const common = useMessages(commonMessages);
  const locale = useLocale();
  const { resources } = usePortlet();
  const [form] = Form.useForm<Values>();
  const save = useAdminAction(() => resources.refresh('person'));
  const submit = async ({ kind, day, unitId, postId }: Values) => {
    const where = { unitId: unitId ?? null, postId: postId ?? null };
    const outcome = await save.run({
      method: 'POST',
      path: `/people/${encodeURIComponent(person.sub)}/scheduled-changes`,
      body: kind === 'transfer' ? { kind, day, ...where } : { kind, day },
      done: text.planned,
    });
    if (outcome) onClose();
  };
  const initial = { kind: 'transfer', unitId: person.unitId, postId: person.postId } as Values;
  return (
    <Modal
      open
      title={text.planTitle(person.name[locale])}
      okText={text.save}
      cancelText={common.cancel}
      okButtonProps={{ loading: save.isRunning }}
      onOk={() => form.submit()}
      onCancel={onClose}
    >
      <Form form={form} layout="vertical" initialValues={initial} onFinish={(values) => void submit(values)}>
        <Form.Item<Values> name="kind" label={text.kinds}>
          <Radio.Group
            options={(['transfer', 'leave', 'start'] as const).map((value) => ({
              value,
              label: text[value],
            }))}
          />
        </Form.Item>
        <Form.Item<Values> name="day" label={text.day} rules={[{ required: true, message: text.dayNeeded }]}>
          <DatePicker block />
        </Form.Item>
        <Form.Item<Values> noStyle shouldUpdate={(a, b) => a.kind !== b.kind}>
          {({ getFieldValue }) => (getFieldValue('kind') === 'transfer' ? <Destination /> : null)}
        </Form.Item>
      </Form>
      <ProblemAlert problem={save.problem} />
    </Modal>
  );
}

function Destination(): ReactNode {
  const text = useMessages(personMessages);
  return (
    <>
      <Form.Item<Values> name="unitId" label={text.toUnit}>
        <UnitSelect placeholder={text.choose} />
      </Form.Item>
      <Form.Item<Values> name="postId" label={text.toPost}>
        <PostSelect placeholder={text.choose} />
      </Form.Item>
    </>
  );
}
