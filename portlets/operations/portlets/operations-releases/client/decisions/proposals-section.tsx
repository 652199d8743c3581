import { useAction, useLocale, useMessages, usePortlet, useResource } from '@yimen/portlet-sdk';
import type { Proposal } from '@yimen/shell-contract';
import { Button, formatDateTime, Modal } from '@yimen/ui';
import { type ReactNode, useState } from 'react';
import common from '../../../../common/common.module.css';
import { ProblemAlert } from '../../../../common/problem-alert.tsx';
import { decisionMessages } from './decision-messages.ts';
import { useChangeText } from './use-change-text.ts';

/** What one administrator has decided and another one has to confirm; nothing when nothing waits. */
export function ProposalsSection(): ReactNode {
  const text = useMessages(decisionMessages);
  const { data, problem } = useResource<Proposal[]>('proposals');
  if (!data) return <ProblemAlert problem={problem} title={text.waiting} />;
  if (data.length === 0) return null;
  return (
    <section aria-label={text.waiting}>
      <h3 className={common.heading}>{text.waiting}</h3>
      <ul className={common.list}>
        {data.map((proposal) => (
          <ProposalLine key={proposal.id} proposal={proposal} />
        ))}
      </ul>
    </section>
  );
}

function ProposalLine({ proposal }: { readonly proposal: Proposal }): ReactNode {
  const text = useMessages(decisionMessages);
  const locale = useLocale();
  const changeText = useChangeText();
  const { user } = usePortlet();
  const [isConfirming, setConfirming] = useState(false);
  const decline = useDecision(proposal, 'decline');
  const { change, proposedBy, proposedAt, lapsesAt, reason } = proposal;
  const isOwn = proposedBy.id === user.sub;
  const facts = [
    text.proposedBy(proposedBy.name ?? proposedBy.id, formatDateTime(proposedAt, { locale })),
    ...(reason === null ? [] : [text.reasonIs(reason)]),
    text.lapses(formatDateTime(lapsesAt, { locale })),
    ...(isOwn ? [text.own] : []),
  ];
  return (
    <li className={common.card}>
      <div className={common.bar}>
        <span>{changeText(change)}</span>
        {user.roles.includes('administrator') && (
          <span className={common.actions}>
            {!isOwn && (
              <Button size="small" type="primary" onClick={() => setConfirming(true)}>
                {text.confirm}
              </Button>
            )}
            <Button size="small" loading={decline.isRunning} onClick={() => void decline.run()}>
              {isOwn ? text.withdraw : text.decline}
            </Button>
          </span>
        )}
      </div>
      <p className={common.facts}>{facts.join(' · ')}</p>
      <ProblemAlert problem={decline.problem} />
      {isConfirming && <ConfirmDialog proposal={proposal} onClose={() => setConfirming(false)} />}
    </li>
  );
}

type DialogProps = { readonly proposal: Proposal; readonly onClose: () => void };

function ConfirmDialog({ proposal, onClose }: DialogProps): ReactNode {
  const text = useMessages(decisionMessages);
  const changeText = useChangeText();
  const confirm = useDecision(proposal, 'confirm');
  return (
    <Modal
      open
      title={text.confirmTitle}
      okText={text.confirm}
      cancelText={text.cancel}
      okButtonProps={{ loading: confirm.isRunning }}
      onOk={() => void confirm.run().then((isDone) => isDone && onClose())}
      onCancel={onClose}
    >
      <p>{changeText(proposal.change)}</p>
      <p>{text.confirmHint}</p>
      <ProblemAlert problem={confirm.problem} />
    </Modal>
  );
}

function useDecision({ id, proposedBy }: Proposal, act: 'confirm' | 'decline') {
  const text = useMessages(decisionMessages);
  const { resources, notices, user } = usePortlet();
  return useAction(async () => {
    await resources.send('POST', `/api/operations/proposals/${id}/${act}`);
    const declined = proposedBy.id === user.sub ? text.withdrawn : text.declined;
    notices.success(act === 'confirm' ? text.confirmed : declined);
    await resources.refresh('proposals', 'portlets', 'portlet', 'publishers', 'trail');
    return true;
  });
}
