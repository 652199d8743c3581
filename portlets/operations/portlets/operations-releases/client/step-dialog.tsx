import { useAction, useLocale, useMessages, usePortlet } from '@yimen/portlet-sdk';
import { isProblem } from '@yimen/problem';
import type { OperatedPortletDetail, ReleaseDetail, ReleaseStep } from '@yimen/shell-contract';
import { Checkbox, Form, Input, Modal } from '@yimen/ui';
import type { ReactNode } from 'react';
import { ProblemAlert } from '../../../common/problem-alert.tsx';
import { findingsMessages } from './findings-messages.ts';
import { releasesMessages } from './releases-messages.ts';

type Props = {
  readonly portlet: OperatedPortletDetail;
  readonly release: ReleaseDetail;
  readonly step: ReleaseStep;
  readonly name: string;
  readonly onClose: () => void;
};

type Answers = { reason?: string; acceptBreaks?: boolean };

/** Asks before a step is taken, and why where that has to be known; stays open when the portal refuses. */
export function StepDialog({ portlet, release, step, name, onClose }: Props): ReactNode {
  const text = useMessages(releasesMessages);
  const findingsText = useMessages(findingsMessages);
  const locale = useLocale();
  const { resources, notices } = usePortlet();
  const [form] = Form.useForm<Answers>();
  const { version, state } = release;
  const take = useAction(async ({ reason = '', acceptBreaks = false }: Answers) => {
    const why = reason.trim();
    await resources.send(
      'POST',
      `/api/operations/portlets/${portlet.name}/releases/${encodeURIComponent(version)}/transitions`,
      { from: state, to: step.to, ...(why !== '' && { reason: why }), ...(acceptBreaks && { acceptBreaks }) },
    );
    notices.success(text.stepDone(version, text.state(step.to)));
    await resources.refresh('portlet', 'portlets', 'trail');
    return true;
  });
  const submit = async (answers: Answers) => {
    if (await take.run(answers)) onClose();
  };
  const isRead = (_rule: unknown, value: boolean | undefined) =>
    value ? Promise.resolve() : Promise.reject(new Error(findingsText.acceptNeeded));
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
        {step.breaks !== undefined && (
          <Form.Item<Answers> name="acceptBreaks" valuePropName="checked" rules={[{ validator: isRead }]}>
            <Checkbox>{findingsText.accept(step.breaks)}</Checkbox>
          </Form.Item>
        )}
        <Form.Item<Answers>
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
