import { useAction, useLocale, useMessages, usePortlet } from '@yimen/portlet-sdk';
import type { OperatedPortletDetail } from '@yimen/shell-contract';
import { Button, Form, Input, Modal } from '@yimen/ui';
import { type ReactNode, useState } from 'react';
import { ProblemAlert } from '../../../../common/problem-alert.tsx';
import { rolloutMessages } from './rollout-messages.ts';

type Props = { readonly portlet: OperatedPortletDetail };

/** Takes back what people have, after saying what they will have; not there while there is nothing to go back to. */
export function RollBackButton({ portlet }: Props): ReactNode {
  const text = useMessages(rolloutMessages);
  const [isOpen, setOpen] = useState(false);
  const outcome = useOutcome(portlet);
  if (outcome === null) return null;
  return (
    <>
      <Button size="small" danger onClick={() => setOpen(true)}>
        {text.rollBack}
      </Button>
      {isOpen && <RollBackDialog portlet={portlet} outcome={outcome} onClose={() => setOpen(false)} />}
    </>
  );
}

/** What going back would do, in a sentence; null when there is nothing to go back to. The releases are highest first. */
function useOutcome({ releases, liveVersion }: OperatedPortletDetail): string | null {
  const text = useMessages(rolloutMessages);
  const served = releases.filter(({ withheld }) => withheld === null);
  const lives = served.filter(({ state }) => state === 'live');
  const canaries = served
    .slice(
      0,
      liveVersion === null ? served.length : served.findIndex(({ version }) => version === liveVersion),
    )
    .filter(({ state }) => state === 'canary');
  if (canaries.length > 0) {
    return text.rollBackCanary(canaries.map(({ version }) => version).join('、'), liveVersion ?? '–');
  }
  const [current, before] = lives;
  return current && before ? text.rollBackLive(current.version, before.version) : null;
}

type DialogProps = Props & { readonly outcome: string; readonly onClose: () => void };

function RollBackDialog({ portlet, outcome, onClose }: DialogProps): ReactNode {
  const text = useMessages(rolloutMessages);
  const locale = useLocale();
  const { resources, notices } = usePortlet();
  const [form] = Form.useForm<{ reason: string }>();
  const back = useAction(async (reason: string) => {
    await resources.send('POST', `/api/operations/portlets/${portlet.name}/rollback`, { reason });
    notices.success(text.rolledBack);
    await resources.refresh('portlet', 'portlets', 'trail');
    return true;
  });
  const submit = async ({ reason }: { reason: string }) => {
    if (await back.run(reason.trim())) onClose();
  };
  return (
    <Modal
      open
      title={text.rollBackTitle(portlet.title[locale])}
      okText={text.rollBack}
      cancelText={text.cancel}
      okButtonProps={{ danger: true, loading: back.isRunning }}
      onOk={() => form.submit()}
      onCancel={onClose}
    >
      <p>{outcome}</p>
      <Form form={form} layout="vertical" onFinish={(values) => void submit(values)}>
        <Form.Item<{ reason: string }>
          name="reason"
          label={text.reason}
          rules={[{ required: true, whitespace: true, message: text.reasonNeeded }]}
        >
          <Input.TextArea maxLength={500} autoSize={{ minRows: 2, maxRows: 6 }} />
        </Form.Item>
      </Form>
      <ProblemAlert problem={back.problem} />
    </Modal>
  );
}
