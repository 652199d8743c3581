import { useAction, useMessages, usePortlet } from '@yimen/portlet-sdk';
import type { BudgetKind, BudgetLimits, Budgets } from '@yimen/shell-contract';
import { Form, Input, InputNumber, Modal } from '@yimen/ui';
import type { ReactNode } from 'react';
import { ProblemAlert } from '../../../common/problem-alert.tsx';
import { budgetKinds, budgetSpans } from './budget-kinds.ts';
import { healthMessages } from './health-messages.ts';

type Values = { portlet: string } & { [K in BudgetKind]?: number | null };
type Props = {
  /** Absent: of a module that has none. */
  readonly limits: BudgetLimits | undefined;
  readonly onClose: () => void;
};

/** Sets the limits of a module, or of all of them. */
export function BudgetDialog({ limits, onClose }: Props): ReactNode {
  const text = useMessages(healthMessages);
  const { resources, notices } = usePortlet();
  const [form] = Form.useForm<Values>();
  const save = useAction(async ({ portlet, ...values }: Values) => {
    const set = Object.entries(values).filter(([, value]) => typeof value === 'number');
    const body: Partial<Budgets> = Object.fromEntries(set);
    await resources.send('PUT', `/api/operations/budgets/${encodeURIComponent(portlet)}`, body);
    notices.success(text.done);
    await resources.refresh('budgets');
    return true;
  });
  const submit = async (values: Values) => {
    if (await save.run({ ...values, portlet: limits?.portlet ?? values.portlet.trim() })) onClose();
  };
  return (
    <Modal
      open
      title={text.limitsTitle}
      okText={text.save}
      cancelText={text.cancel}
      okButtonProps={{ loading: save.isRunning }}
      onOk={() => form.submit()}
      onCancel={onClose}
    >
      <p>{text.limitsHint}</p>
      <Form<Values>
        form={form}
        layout="vertical"
        initialValues={{ portlet: limits?.portlet ?? '', ...limits?.limits }}
        onFinish={(values) => void submit(values)}
      >
        <Form.Item<Values>
          name="portlet"
          label={text.portletField}
          extra={text.portletHint}
          rules={[{ required: true, whitespace: true, message: text.needed }]}
        >
          <Input disabled={limits !== undefined} maxLength={64} />
        </Form.Item>
        {budgetKinds.map((kind) => (
          <Form.Item<Values> key={kind} name={kind} label={text.limitField(kind)}>
            <InputNumber precision={0} {...budgetSpans[kind]} />
          </Form.Item>
        ))}
      </Form>
      <ProblemAlert problem={save.problem} />
    </Modal>
  );
}
