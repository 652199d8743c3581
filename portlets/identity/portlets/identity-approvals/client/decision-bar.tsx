import { useMessages } from '@yimen/portlet-sdk';
import { isProblem } from '@yimen/problem';
import { Button, Form, Input, Modal } from '@yimen/ui';
import { type ReactNode, useState } from 'react';
import common from '../../../common/common.module.css';
import { commonMessages } from '../../../common/common-messages.ts';
import { ProblemAlert } from '../../../common/problem-alert.tsx';
import { useAdminAction } from '../../../common/use-admin-action.ts';
import { type AdministratorRole, useAdministrator } from '../../../common/use-administrator.ts';
import type { PendingChange } from '../../../contract/pending-change.ts';
import { approvalsMessages } from './approvals-messages.ts';

type Step = 'approve' | 'refuse' | 'withdraw';
type Props = { readonly change: PendingChange; readonly isOwn: boolean };

/** Approve and refuse for another administrator, withdraw for her who asked. */
export function DecisionBar({ change, isOwn }: Props): ReactNode {
  const text = useMessages(approvalsMessages);
  const administrator = useAdministrator();
  const [step, setStep] = useState<Step>();
  const isHers = administrator.is(...(change.mayApprove as AdministratorRole[]));
  if (!isOwn && !isHers) {
    return <span className={common.quiet}>{text.notYours(administrator.nameOf(...change.mayApprove))}</span>;
  }
  const steps: readonly Step[] = isOwn ? ['withdraw'] : ['approve', 'refuse'];
  return (
    <span className={common.actions}>
      {steps.map((one) => (
        <Button
          key={one}
          size="small"
          type={one === 'approve' ? 'primary' : 'default'}
          danger={one === 'refuse'}
          onClick={() => setStep(one)}
        >
          {text[one]}
        </Button>
      ))}
      {step && <DecisionDialog change={change} step={step} onClose={() => setStep(undefined)} />}
    </span>
  );
}

type DialogProps = { readonly change: PendingChange; readonly step: Step; readonly onClose: () => void };

function DecisionDialog({ change, step, onClose }: DialogProps): ReactNode {
  const text = useMessages(approvalsMessages);
  const common = useMessages(commonMessages);
  const [form] = Form.useForm<{ reason?: string }>();
  const decide = useAdminAction();
  const words = {
    approve: { title: text.approveTitle, done: text.approved },
    refuse: { title: text.refuseTitle, done: text.refused },
    withdraw: { title: text.withdrawTitle, done: text.withdrawn },
  }[step];
  const submit = async ({ reason = '' }: { reason?: string }) => {
    const outcome = await decide.run({
      method: 'POST',
      path: `/pending-changes/${encodeURIComponent(change.id)}/${step}`,
      body: reason.trim() === '' ? {} : { reason: reason.trim() },
      done: words.done,
    });
    if (outcome) onClose();
  };
  return (
    <Modal
      open
      title={words.title}
      okText={text[step]}
      cancelText={common.cancel}
      okButtonProps={{ danger: step === 'refuse', loading: decide.isRunning }}
      onOk={() => form.submit()}
      onCancel={onClose}
    >
      {step === 'approve' && <p>{text.approveHint}</p>}
      <Form form={form} layout="vertical" onFinish={(values) => void submit(values)}>
        <Form.Item<{ reason?: string }>
          name="reason"
          label={text.reasonLabel}
          rules={step === 'refuse' ? [{ required: true, whitespace: true, message: text.reasonNeeded }] : []}
        >
          <Input.TextArea maxLength={500} autoSize={{ minRows: 2, maxRows: 6 }} />
        </Form.Item>
      </Form>
      <ProblemAlert
        problem={decide.problem}
        title={isProblem(decide.problem, 'revision-outdated') ? text.stale : undefined}
      />
    </Modal>
  );
}
