import { useLocale, useMessages, usePortlet, useResource } from '@yimen/portlet-sdk';
import { shownProblem } from '@yimen/problem';
import type { Breaker, BreakerAct, BreakerState, WindowErrorKind } from '@yimen/shell-contract';
import {
  Button,
  EmptyState,
  ErrorState,
  formatDateTime,
  LoadingState,
  StatusTag,
  type StatusTone,
} from '@yimen/ui';
import { type ReactNode, useId, useState } from 'react';
import common from '../../../common/common.module.css';
import { BreakerDialog } from './breaker-dialog.tsx';
import { healthMessages } from './health-messages.ts';

const tones: Record<BreakerState, StatusTone> = { open: 'danger', 'half-open': 'warning', closed: 'success' };

/** Releases that are or were held back, and what an administrator may do about them. */
export function BreakerList(): ReactNode {
  const text = useMessages(healthMessages);
  const locale = useLocale();
  const { data, problem, isLoading, isRefreshing, refresh } = useResource<Breaker[]>('breakers');
  if (isLoading) return <LoadingState lines={4} />;
  if (!data) {
    return <ErrorState problem={shownProblem(problem, locale)} onRetry={refresh} isRetrying={isRefreshing} />;
  }
  if (data.length === 0) return <EmptyState text={text.noBreakers} />;
  return (
    <ul className={common.list} aria-label={text.breakers}>
      {data.map((breaker) => (
        <BreakerCard key={`${breaker.portlet} ${breaker.version}`} breaker={breaker} />
      ))}
    </ul>
  );
}

function BreakerCard({ breaker }: { readonly breaker: Breaker }): ReactNode {
  const text = useMessages(healthMessages);
  const heading = useId();
  const isOperator = usePortlet().user.roles.includes('administrator');
  const [act, setAct] = useState<BreakerAct>();
  const { portlet, version, state, hold } = breaker;
  const acts: BreakerAct[] = [
    ...(state !== 'closed' ? (['close'] as const) : []),
    ...(hold !== 'open' ? (['hold-open'] as const) : []),
    ...(hold !== 'closed' ? (['hold-closed'] as const) : []),
    ...(hold !== null ? (['automatic'] as const) : []),
  ];
  return (
    <li className={common.card} aria-labelledby={heading}>
      <div className={common.bar}>
        <h4 className={common.heading} id={heading}>
          {portlet} {version}
        </h4>
        <StatusTag tone={tones[state]}>
          {text.breakerState(state)}
          {hold !== null && text.byHand}
        </StatusTag>
      </div>
      <Facts breaker={breaker} />
      {isOperator && (
        <div className={common.actions}>
          {acts.map((one) => (
            <Button
              key={one}
              size="small"
              aria-label={`${text.act(one)} ${portlet} ${version}`}
              onClick={() => setAct(one)}
            >
              {text.act(one)}
            </Button>
          ))}
        </div>
      )}
      {act && <BreakerDialog breaker={breaker} act={act} onClose={() => setAct(undefined)} />}
    </li>
  );
}

function Facts({ breaker }: { readonly breaker: Breaker }): ReactNode {
  const text = useMessages(healthMessages);
  const locale = useLocale();
  const { failedPeople, people, errors, openedAt, retryAt, changedAt, changedBy } = breaker;
  const kinds = Object.entries(errors) as [WindowErrorKind, number][];
  const at = (time: number) => formatDateTime(time, { locale });
  const facts = [
    ...(people > 0 ? [text.failedPeople(failedPeople, people)] : []),
    ...kinds.map(([kind, count]) => text.errors(kind, count)),
    ...(openedAt === null ? [] : [text.openedAt(at(openedAt))]),
    ...(retryAt === null ? [] : [text.retryAt(at(retryAt))]),
    text.changed(at(changedAt), changedBy),
  ];
  return <p className={common.facts}>{facts.join(' · ')}</p>;
}
