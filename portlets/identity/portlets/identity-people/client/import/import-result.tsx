import { useLocale, useMessages, useResource } from '@yimen/portlet-sdk';
import { Alert, Button, formatNumber } from '@yimen/ui';
import { DataTable, type DataTableColumn } from '@yimen/ui/table';
import { type ReactNode, useEffect } from 'react';
import common from '../../../../common/common.module.css';
import { CursorPager } from '../../../../common/cursor-pager.tsx';
import { ProblemAlert } from '../../../../common/problem-alert.tsx';
import { useAdminAction } from '../../../../common/use-admin-action.ts';
import { useCursorPages } from '../../../../common/use-cursor-pages.ts';
import type { ImportBatch, ImportMistake, ImportMistakes } from '../../../../contract/import.ts';
import { importMessages } from './import-messages.ts';

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
  const columns: DataTableColumn<ImportMistake>[] = [
    {
      key: 'line',
      title: text.line,
      value: ({ line }) => (line === null ? text.wholeFile : String(line)),
      width: 90,
    },
    { key: 'column', title: text.column, width: 120 },
    { key: 'reason', title: text.reason, value: ({ reason }) => reason[locale] },
  ];
  const label = text.mistakes(formatNumber(batch.mistakeCount));
  return (
    <>
      <DataTable
        label={label}
        toolbar={label}
        columns={columns}
        rows={data?.mistakes ?? []}
        rowKey={(mistake) => JSON.stringify(mistake)}
        numbered={false}
        size="small"
        isLoading={isLoading || isRefreshing}
      />
      <CursorPager pages={pages} next={data?.cursor ?? null} isBusy={isRefreshing} />
    </>
  );
}
