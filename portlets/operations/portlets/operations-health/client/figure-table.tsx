import { useLocale, useMessages, useRenderParameter, useResource } from '@yimen/portlet-sdk';
import { shownProblem } from '@yimen/problem';
import type { FigureGroup, FigureLine, NamedFigureReport } from '@yimen/shell-contract';
import { Button, EmptyState, ErrorState, formatDateTime, LoadingState, Segmented } from '@yimen/ui';
import { DataTable } from '@yimen/ui/table';
import { type ReactNode, useMemo } from 'react';
import common from '../../../common/common.module.css';
import { healthMessages } from './health-messages.ts';
import { useFigureColumns } from './use-figure-columns.tsx';

const HOUR = 3_600_000;

/** How modules fared in a span of time, by module, version, page or unit; a row opens its versions. */
export function FigureTable(): ReactNode {
  const text = useMessages(healthMessages);
  const [by = 'portlet', setBy] = useRenderParameter('by');
  const [days = '1', setDays] = useRenderParameter('days');
  const [portlet, setPortlet] = useRenderParameter('portlet');
  return (
    <>
      <div className={common.bar}>
        <Segmented
          size="small"
          aria-label={text.groups}
          options={(['portlet', 'version', 'page', 'unit'] as const).map((value) => ({
            value,
            label: text.group(value),
          }))}
          value={by}
          onChange={(value) => setBy(value === 'portlet' ? null : value)}
        />
        <Segmented
          size="small"
          aria-label={text.span}
          options={['1', '7', '30'].map((value) => ({ value, label: text.days(value) }))}
          value={days}
          onChange={(value) => setDays(value === '1' ? null : value)}
        />
      </div>
      {portlet !== undefined && (
        <div className={common.actions}>
          <span>{text.only(portlet)}</span>
          <Button size="small" onClick={() => setPortlet(null)}>
            {text.allPortlets}
          </Button>
        </div>
      )}
      <Figures by={by as FigureGroup} days={Number(days)} />
    </>
  );
}

type Props = { readonly by: FigureGroup; readonly days: number };

function Figures({ by, days }: Props): ReactNode {
  const text = useMessages(healthMessages);
  const locale = useLocale();
  const [, setBy] = useRenderParameter('by');
  const [, setPortlet] = useRenderParameter('portlet');
  // Figures are kept by the hour, so that the query need not change more often.
  const from = Math.floor(Date.now() / HOUR) * HOUR - days * 24 * HOUR;
  const groups = by === 'version' ? 'portlet,version' : by;
  const { data, problem, isLoading, isRefreshing, refresh } = useResource<NamedFigureReport>('figures', {
    query: { by: groups, from: String(from) },
    keepPrevious: true,
  });
  const rows = useMemo(() => sorted(data?.lines ?? []), [data]);
  const columns = useFigureColumns(by, data?.names);
  if (isLoading) return <LoadingState lines={8} />;
  if (!data) {
    return <ErrorState problem={shownProblem(problem, locale)} onRetry={refresh} isRetrying={isRefreshing} />;
  }
  if (rows.length === 0) return <EmptyState text={text.noFigures} />;
  const open = ({ portlet = '' }: FigureLine) => {
    setPortlet(portlet);
    setBy('version');
  };
  return (
    <>
      <p className={common.quiet}>
        {text.between(formatDateTime(data.from, { locale }), formatDateTime(data.to, { locale }))}
      </p>
      <DataTable
        label={text.figures}
        columns={columns}
        rows={rows}
        rowKey={({ portlet = '', version = '', page = '', unit = '' }) =>
          [portlet, version, page, unit].join(' ')
        }
        numbered={false}
        size="small"
        page={20}
        {...(by === 'portlet' && { onRowOpen: open })}
      />
    </>
  );
}

/** Those that fail most are first, then those that are loaded most. */
function sorted(lines: readonly FigureLine[]): FigureLine[] {
  return lines.toSorted((a, b) => b.errorRate - a.errorRate || b.loads - a.loads);
}
