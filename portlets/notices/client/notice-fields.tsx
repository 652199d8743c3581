import { useMessages } from '@yimen/portlet-sdk';
import { Form, Input, Select } from '@yimen/ui';
import { DatePicker } from '@yimen/ui/date-picker';
import type { ReactNode } from 'react';
import { categories, characters, limits } from '../contract/notice-rules.ts';
import { formMessages } from './form-messages.ts';
import { useCategoryNames } from './notice-labels.tsx';
import type { NoticeValues } from './notice-values.ts';
import styles from './notices.module.css';

/** Rules of a text field: needed, and not too long in characters. */
function useTextRules() {
  const text = useMessages(formMessages);
  return (most: number, isNeeded: boolean) => [
    ...(isNeeded ? [{ required: true, whitespace: true, message: text.required }] : []),
    {
      validator: async (_rule: unknown, value: string) => {
        if (characters(value ?? '') > most) throw new Error(text.tooLong(most));
      },
    },
  ];
}

/** Title, number, category, issuing unit, text. */
export function ContentFields(): ReactNode {
  const text = useMessages(formMessages);
  const names = useCategoryNames();
  const rules = useTextRules();
  return (
    <>
      <Form.Item<NoticeValues> name="title" label={text.title} rules={rules(limits.title, true)}>
        <Input />
      </Form.Item>
      <div className={styles.row}>
        <Form.Item<NoticeValues>
          name="documentNumber"
          label={text.number}
          rules={rules(limits.documentNumber, false)}
        >
          <Input />
        </Form.Item>
        <Form.Item<NoticeValues> name="category" label={text.category}>
          <Select options={categories.map((value) => ({ value, label: names[value] }))} />
        </Form.Item>
        <Form.Item<NoticeValues> name="unitName" label={text.unitName} rules={rules(limits.unitName, true)}>
          <Input />
        </Form.Item>
      </div>
      <Form.Item<NoticeValues>
        name="body"
        label={text.body}
        extra={text.bodyHint}
        rules={[{ required: true, whitespace: true, message: text.required }]}
      >
        <Input.TextArea autoSize={{ minRows: 6, maxRows: 20 }} />
      </Form.Item>
    </>
  );
}

/** First and last day. */
export function ValidityFields(): ReactNode {
  const text = useMessages(formMessages);
  const inOrder = ({ getFieldValue }: { getFieldValue: (name: string) => unknown }) => ({
    validator: async (_rule: unknown, last: string) => {
      const first = String(getFieldValue('validFrom') ?? '');
      if (first && last && last < first) throw new Error(text.outOfOrder);
    },
  });
  return (
    <div className={styles.row}>
      <Form.Item<NoticeValues> name="validFrom" label={text.validFrom}>
        <DatePicker block />
      </Form.Item>
      <Form.Item<NoticeValues>
        name="validUntil"
        label={text.validUntil}
        dependencies={['validFrom']}
        rules={[inOrder]}
      >
        <DatePicker block />
      </Form.Item>
    </div>
  );
}
