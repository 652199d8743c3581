import { useAction, useMessages, usePortlet } from '@yimen/portlet-sdk';
import type { OperatedPortletDetail, Proposal } from '@yimen/shell-contract';
import { Form, Input, Modal, Radio } from '@yimen/ui';
import type { ReactNode } from 'react';
import { ProblemAlert } from '../../../common/problem-alert.tsx';
import { decisionMessages } from './decisions/decision-messages.ts';
import { releasesMessages } from './releases-messages.ts';

type Values = { policy: 'auto-live' | 'staged' | 'default'; reason?: string };
type Props = { readonly portlet: OperatedPortletDetail; readonly onClose: () => void };

/** What becomes of the module's next releases. */
export function PolicyDialog({ portlet, onClose }: Props): ReactNode {
  const text = useMessages(releasesMessages);
  const decision = useMessages(decisionMessages);
  const { resources, notices } = usePortlet();
  const [form] = Form.useForm<Values>();
  const save = useAction(async ({ policy, reason = '' }: Values) => {
    const proposal = await resources.send<Proposal | undefined>(
      'PUT',
      `/api/operations/policies/portlet/${portlet.name}`,
      {
        policy: policy === 'default' ? null : policy,
        ...(reason.trim() !== '' && { reason: reason.trim() }),
      },
    );
    notices.success(proposal ? decision.proposed : text.policyDone);
    await resources.refresh('portlet', 'portlets', 'proposals', 'trail');
    return true;
  });
  const submit = async (values: Values) => {
    if (await save.run(values)) onClose();
  };
  return (
    <Modal
      open
      title={text.policyTitle}
      okText={text.confirm}
      cancelText={text.cancel}
      okButtonProps={{ loading: save.isRunning }}
      onOk={() => form.submit()}
      onCancel={onClose}
    >
      <Form<Values>
        form={form}
        layout="vertical"
        initialValues={{ policy: portlet.policyFrom === 'portlet' ? portlet.policy : 'default' }}
        onFinish={(values) => void submit(values)}
      >
        <Form.Item<Values>
          name="policy"
          label={text.policyColumn}
          extra={`${text.policyHint} ${decision.twoNeeded}`}
        >
          <Radio.Group
            options={[
              { value: 'staged', label: text.policy('staged') },
              { value: 'auto-live', label: text.policy('auto-live') },
              { value: 'default', label: text.policyDefault },
            ]}
          />
        </Form.Item>
        <Form.Item<Values> name="reason" label={text.reason}>
          <Input.TextArea maxLength={500} autoSize={{ minRows: 2, maxRows: 6 }} />
        </Form.Item>
      </Form>
      <ProblemAlert problem={save.problem} />
    </Modal>
  );
}
