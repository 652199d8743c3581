import { useLocale, useMessages } from '@yimen/portlet-sdk';
import type { FigureGroup, FigureLine, NamedFigureReport } from '@yimen/shell-contract';
import { StatusTag } from '@yimen/ui';
import type { DataTableColumn } from '@yimen/ui/table';
import { healthMessages } from './health-messages.ts';

/** The columns of figures; the first one or two say what a line is about. */
export function useFigureColumns(
  by: FigureGroup,
  names: NamedFigureReport['names'] | undefined,
): DataTableColumn<FigureLine>[] {
  const text = useMessages(healthMessages);
  const locale = useLocale();
  const number = (key: keyof FigureLine & string, title: string): DataTableColumn<FigureLine> => ({
    ...({ key, title, kind: 'number' } as const),
    ...{ width: 96, sortable: true },
  });
  const both = (
    title: string,
    p50: 'loadP50' | 'mountedP50' | 'dataP50',
    p95: 'loadP95' | 'mountedP95' | 'dataP95',
  ): DataTableColumn<FigureLine> => ({
    ...({ key: p95, title, kind: 'number', align: 'right' } as const),
    ...{ width: 132, sortable: true },
    render: (line) => `${line[p50] === null ? '—' : Math.round(line[p50])} / ${text.ms(line[p95])}`,
  });
  return [
    {
      ...{ key: 'what', title: text.group(by === 'version' ? 'portlet' : by), width: 150, ellipsis: true },
      value: (line) => nameOf(line, by),
    },
    ...(by === 'version' ? [{ key: 'version', title: text.group('version'), width: 90 }] : []),
    number('loads', text.loads),
    {
      ...({ key: 'errorRate', title: text.errorRate, kind: 'percent', width: 110, sortable: true } as const),
      render: ({ errorRate, failedLoads }) =>
        failedLoads === 0 ? (
          '0.0%'
        ) : (
          <StatusTag tone={errorRate >= 0.1 ? 'danger' : 'warning'}>
            {text.failed(errorRate, failedLoads)}
          </StatusTag>
        ),
    },
    both(text.load, 'loadP50', 'loadP95'),
    both(text.mounted, 'mountedP50', 'mountedP95'),
    both(text.data, 'dataP50', 'dataP95'),
    number('requests', text.requests),
    number('requestFailures', text.requestFailures),
    {
      ...({ key: 'longTaskMilliseconds', title: text.longTasks, kind: 'number', width: 150 } as const),
      ...{ sortable: true },
      render: ({ longTasks, longTaskMilliseconds, longTaskP95 }) =>
        longTasks === 0 ? '0' : text.longTaskFacts(longTasks, longTaskMilliseconds, longTaskP95),
    },
  ];

  function nameOf(line: FigureLine, group: FigureGroup): string {
    if (group === 'page') return names?.pages[line.page ?? '']?.[locale] ?? line.page ?? '';
    if (group === 'unit') {
      return line.unit ? (names?.units[line.unit]?.[locale] ?? line.unit) : text.noUnit;
    }
    return names?.portlets[line.portlet ?? '']?.[locale] ?? line.portlet ?? '';
  }
}
