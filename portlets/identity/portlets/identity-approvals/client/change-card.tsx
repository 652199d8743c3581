import { useLocale, useMessages } from '@yimen/portlet-sdk';
import { formatDateTime, StatusTag, type StatusTone, Tag } from '@yimen/ui';
import { type ReactNode, useId } from 'react';
import common from '../../../common/common.module.css';
import { DifferenceTable } from '../../../common/difference/difference-table.tsx';
import { useAdministrator } from '../../../common/use-administrator.ts';
import { useOrganisation } from '../../../common/use-organisation.ts';
import type { PendingChange, PendingState } from '../../../contract/pending-change.ts';
import { approvalsMessages } from './approvals-messages.ts';
import styles from './change-card.module.css';
import { DecisionBar } from './decision-bar.tsx';

const tones: Record<PendingState, StatusTone> = {
  pending: 'caution',
  approved: 'success',
  refused: 'danger',
  withdrawn: 'neutral',
  stale: 'neutral',
  expired: 'neutral',
};

/** One change: what, whom it concerns, who asked, before and after, and what can be done about it. */
export function ChangeCard({ change }: { readonly change: PendingChange }): ReactNode {
  const text = useMessages(approvalsMessages);
  const locale = useLocale();
  const heading = useId();
  const { sub, nameOf: roleName } = useAdministrator();
  const { nameOf } = useOrganisation();
  const { subject, state, requestedBy } = change;
  const title = change.title?.[locale] ?? text.unknownOperation(change.operation);
  const about = subject?.name?.[locale] ?? subjectName(subject, nameOf);
  const isOwn = requestedBy.sub === sub;
  const asker = requestedBy.name?.[locale] ?? requestedBy.username ?? requestedBy.sub;
  return (
    <section className={styles.card} aria-labelledby={heading}>
      <div className={common.bar}>
        <h3 className={styles.title} id={heading}>
          {about === undefined ? title : text.about(title, about)}
          {subject?.username !== undefined && <span className={common.quiet}> {subject.username}</span>}
        </h3>
        <span className={common.actions}>
          {isOwn && <Tag color="blue">{text.own}</Tag>}
          <StatusTag tone={tones[state]}>{text.state(state)}</StatusTag>
        </span>
      </div>
      <p className={styles.facts}>
        {text.requested(asker, roleName(requestedBy.role), formatDateTime(change.requestedAt, { locale }))}
        {state === 'pending' && ` · ${text.until(formatDateTime(change.expiresAt, { locale }))}`}
      </p>
      <DifferenceTable
        before={change.before}
        after={change.after}
        label={`${text.difference} ${title}`}
        nameOf={nameOf}
      />
      <Decision change={change} />
      {state === 'pending' && <DecisionBar change={change} isOwn={isOwn} />}
    </section>
  );
}

/** What has no name of its own: a role by its name, the one policy not at all, everything else by its id. */
function subjectName(
  subject: PendingChange['subject'],
  nameOf: (field: string, id: string) => string | undefined,
): string | undefined {
  if (!subject || subject.id === null || subject.kind === 'policy') return undefined;
  const isRole = subject.kind === 'role' || subject.kind === 'acr-requirement-of-role';
  return (isRole ? nameOf('roles', subject.id) : undefined) ?? subject.id;
}

function Decision({ change }: { readonly change: PendingChange }): ReactNode {
  const text = useMessages(approvalsMessages);
  const locale = useLocale();
  const { decidedBy, decidedAt, reason, state } = change;
  if (state === 'pending') return null;
  const decider = decidedBy && (decidedBy.name?.[locale] ?? decidedBy.username ?? decidedBy.sub);
  const facts = [
    ...(decider && decidedAt !== null ? [text.decided(decider, formatDateTime(decidedAt, { locale }))] : []),
    ...(reason ? [text.reason(reason)] : []),
    ...(state === 'stale' ? [text.staleHint] : []),
  ];
  return facts.length > 0 ? <p className={styles.facts}>{facts.join(' · ')}</p> : null;
}
