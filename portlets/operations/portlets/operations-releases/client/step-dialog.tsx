import { useAction, useLocale, useMessages, usePortlet } from '@yimen/portlet-sdk';
import { isProblem } from '@yimen/problem';
import type { OperatedPortletDetail, ReleaseDetail, ReleaseStep } from '@yimen/shell-contract';
import { Form, Input, Modal } from '@yimen/ui';
import type { ReactNode } from 'react';
import { ProblemAlert } from '../../../common/problem-alert.tsx';
import { releasesMessages } from './releases-messages.ts';

type Props = {
  readonly portlet: OperatedPortletDetail;
  readonly release: ReleaseDetail;
  readonly step: ReleaseStep;
  readonly name: string;
  readonly onClose: () => void;
};

/** Asks before a step is taken, and why where that has to be known; stays open when the portal refuses. */
export function StepDialog({ portlet, release, step, name, onClose }: Props): ReactNode {
  const text = useMessages(releasesMessages);
  const locale = useLocale();
  const { resources, notices } = usePortlet();
  const [form] = Form.useForm<{ reason?: string }>();
  const { version, state } = release;
  const take = useAction(async (reason: string) => {
    await resources.send(
      'POST',
      `/api/operations/portlets/${portlet.name}/releases/${encodeURIComponent(version)}/transitions`,
      { from: state, to: step.to, ...(reason !== '' && { reason }) },
    );
    notices.success(text.stepDone(version, text.state(step.to)));
    await resources.refresh('portlet', 'portlets', 'trail');
    return true;
  });
  const submit = async ({ reason = '' }: { reason?: string }) => {
    if (await take.run(reason.trim())) onClose();
  };
  return (
    <Modal
      open
      title={text.stepTitle(name, portlet.title[locale], version)}
      okText={name}
      cancelText={text.cancel}
      okButtonProps={{ danger: step.to === 'retired', loading: take.isRunning }}
      onOk={() => form.submit()}
      onCancel={onClose}
    >
      <p>{text.stepHint(text.state(state), text.state(step.to))}</p>
      <Form form={form} layout="vertical" onFinish={(values) => void submit(values)}>
        <Form.Item<{ reason?: string }>
          name="reason"
          label={text.reason}
          rules={step.needsReason ? [{ required: true, whitespace: true, message: text.reasonNeeded }] : []}
        >
          <Input.TextArea maxLength={500} autoSize={{ minRows: 2, maxRows: 6 }} />
        </Form.Item>
      </Form>
      <ProblemAlert
        problem={take.problem}
        title={isProblem(take.problem, 'conflict') ? text.movedMeanwhile : undefined}
      />
    </Modal>
  );
}
