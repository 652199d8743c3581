import { useLocale, useMessages, useResource } from '@yimen/portlet-sdk';
import { Alert, Button, formatNumber, LoadingState } from '@yimen/ui';
import { type ReactNode, useEffect } from 'react';
import common from '../../../../common/common.module.css';
import { CursorPager } from '../../../../common/cursor-pager.tsx';
import { ProblemAlert } from '../../../../common/problem-alert.tsx';
import { useAdminAction } from '../../../../common/use-admin-action.ts';
import { useCursorPages } from '../../../../common/use-cursor-pages.ts';
import type { ImportBatch, ImportMistakes } from '../../../../contract/import.ts';
import { importMessages } from './import-messages.ts';
import styles from './import-page.module.css';

const pollMs = 1_000;
const tones = {
  checked: 'success',
  rejected: 'error',
  committing: 'info',
  committed: 'success',
  failed: 'error',
} as const;

type Props = { readonly first: ImportBatch; readonly onAnother: () => void };

/** What the dry run found, the button that commits it, and what became of it. */
export function ImportResult({ first, onAnother }: Props): ReactNode {
  const text = useMessages(importMessages);
  const { data, refresh } = useResource<ImportBatch>('import', { query: { id: first.id } });
  const batch = data ?? first;
  const { counts, state } = batch;
  const commit = useAdminAction(() => refresh());
  useEffect(() => {
    if (state !== 'committing') return;
    const timer = setInterval(() => void refresh(), pollMs);
    return () => clearInterval(timer);
  }, [state, refresh]);
  const path = `/imports/${encodeURIComponent(batch.id)}/commit`;
  return (
    <>
      <Alert
        type={tones[state]}
        showIcon
        role="status"
        title={text.state(state)}
        description={
          <>
            {text.counts(
              formatNumber(batch.rows),
              formatNumber(counts.created),
              formatNumber(counts.changed),
              formatNumber(counts.unchanged),
            )}
            {counts.withRoles > 0 && <div>{text.withRoles(formatNumber(counts.withRoles))}</div>}
          </>
        }
      />
      <ProblemAlert problem={commit.problem} />
      {batch.mistakeCount > 0 && <Mistakes batch={batch} />}
      <div className={common.actions}>
        {state === 'checked' && (
          <Button
            type="primary"
            loading={commit.isRunning}
            onClick={() => void commit.run({ method: 'POST', path, body: {}, done: text.started })}
          >
            {text.commit}
          </Button>
        )}
        <Button onClick={onAnother}>{text.another}</Button>
      </div>
    </>
  );
}

function Mistakes({ batch }: { readonly batch: ImportBatch }): ReactNode {
  const text = useMessages(importMessages);
  const locale = useLocale();
  const pages = useCursorPages(batch.id);
  const { data, isRefreshing, isLoading } = useResource<ImportMistakes>('mistakes', {
    query: { id: batch.id, limit: 50, cursor: pages.cursor },
    keepPrevious: true,
  });
  const label = text.mistakes(formatNumber(batch.mistakeCount));
  if (isLoading) return <LoadingState lines={4} />;
  return (
    <>
      <table className={styles.mistakes} aria-label={label} aria-busy={isRefreshing}>
        <caption>{label}</caption>
        <thead>
          <tr>
            <th scope="col">{text.line}</th>
            <th scope="col">{text.column}</th>
            <th scope="col">{text.reason}</th>
          </tr>
        </thead>
        <tbody>
          {data?.mistakes.map((mistake) => (
            <tr key={JSON.stringify(mistake)}>
              <td>{mistake.line ?? text.wholeFile}</td>
              <td>{mistake.column}</td>
              <td>{mistake.reason[locale]}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <CursorPager pages={pages} next={data?.cursor ?? null} isBusy={isRefreshing} />
    </>
  );
}
