import { useLocale, useMessages, useResource } from '@yimen/portlet-sdk';
import { shownProblem } from '@yimen/problem';
import type { ReleaseAct, ReleaseTrail } from '@yimen/shell-contract';
import { ErrorState, formatDateTime, LoadingState } from '@yimen/ui';
import { type ReactNode, useState } from 'react';
import common from '../../../common/common.module.css';
import { CursorPager } from '../../../common/cursor-pager.tsx';
import { releasesMessages } from './releases-messages.ts';

/** What was done to the module's releases, newest first. */
export function TrailSection(): ReactNode {
  const text = useMessages(releasesMessages);
  const locale = useLocale();
  const [cursor, setCursor] = useState<string>();
  const { data, problem, isLoading, isRefreshing, refresh } = useResource<ReleaseTrail>('trail', {
    ...(cursor !== undefined && { query: { cursor } }),
    keepPrevious: true,
  });
  return (
    <>
      <h3 className={common.heading}>{text.trail}</h3>
      {isLoading && <LoadingState lines={4} />}
      {!isLoading && !data && (
        <ErrorState problem={shownProblem(problem, locale)} onRetry={refresh} isRetrying={isRefreshing} />
      )}
      {data?.acts.length === 0 && <p className={common.facts}>{text.noTrail}</p>}
      {data && data.acts.length > 0 && (
        <ol className={common.list} aria-label={text.trail}>
          {data.acts.map((act) => (
            <ActLine key={act.id} act={act} />
          ))}
        </ol>
      )}
      {data && <CursorPager cursor={cursor} next={data.cursor} onGo={setCursor} />}
    </>
  );
}

function ActLine({ act }: { readonly act: ReleaseAct }): ReactNode {
  const text = useMessages(releasesMessages);
  const locale = useLocale();
  const { actor, at, version, from, to, reason } = act;
  const way = to === null ? null : from === null ? text.state(to) : `${text.state(from)} → ${text.state(to)}`;
  const facts = [
    text.act(act.act),
    ...(version === null ? [] : [version]),
    ...(way === null ? [] : [way]),
    text.by(actor.kind, actor.name ?? actor.id),
    ...(reason === null ? [] : [text.reasonIs(reason)]),
  ];
  return (
    <li>
      <span className={common.quiet}>{formatDateTime(at, { locale })}</span> {facts.join(' · ')}
    </li>
  );
}
