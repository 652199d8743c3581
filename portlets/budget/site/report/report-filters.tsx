import { Button, Form, Select, UnitSwitch } from '@yimen/ui';
import { DownloadOutlined } from '@yimen/ui/icons';
import { navigate } from '@yimen/ui/site';
import { type ReactNode, useState } from 'react';
import type { AsOf, SiteSession } from '../../contract/index.ts';
import { downloadCsv } from '../api/budget-queries.ts';
import { useTexts } from '../texts/site-texts.ts';
import { type ReportQuery, writeReportQuery } from './report-query.ts';

type ReportFiltersProps = {
  readonly path: '/units' | '/subjects';
  readonly query: ReportQuery;
  readonly session: SiteSession;
  readonly asOf: AsOf | undefined;
  /** Told when the export fails. */
  readonly onFailure: (error: unknown) => void;
};

/** 年度, 截止月份, 支出类型, 预算单位, and the export of what they select. */
export function ReportFilters({ path, query, session, asOf, onFailure }: ReportFiltersProps): ReactNode {
  const texts = useTexts();
  const [isExporting, setExporting] = useState(false);
  const change = (changes: Partial<ReportQuery>) => {
    const search = writeReportQuery({ ...query, ...changes }, { forAddress: true });
    navigate(search ? `${path}?${search}` : path, { replace: true });
  };
  const year = query.year ?? session.today.year;
  const lastMonth = year === session.today.year ? session.today.month : 12;
  const exportCsv = () => {
    setExporting(true);
    const search = new URLSearchParams(writeReportQuery(query, { forAddress: false }));
    search.set('by', path === '/units' ? 'unit' : 'subject');
    search.set('money', query.money);
    downloadCsv(search.toString(), texts.fileName(asOf?.day ?? ''))
      .catch(onFailure)
      .finally(() => setExporting(false));
  };
  return (
    <Form layout="inline" className="bud-filters" role="search" aria-label={texts.filters}>
      <Choice
        id="year"
        label={texts.year}
        value={year}
        options={(session.years.length > 0 ? session.years : [year]).map((one) => [one, texts.yearOf(one)])}
        onChange={(chosen) =>
          change({ year: chosen === session.today.year ? undefined : chosen, month: undefined })
        }
      />
      <Choice
        id="month"
        label={texts.month}
        value={asOf?.month ?? query.month ?? lastMonth}
        options={Array.from({ length: lastMonth }, (_, index) => [index + 1, texts.monthOf(index + 1)])}
        onChange={(chosen) => change({ month: chosen === lastMonth ? undefined : chosen })}
      />
      <Choice
        id="kind"
        label={texts.kind}
        value={query.kind ?? 'all'}
        options={(['all', 'basic', 'project'] as const).map((one) => [one, texts[one]])}
        onChange={(chosen) => change({ kind: chosen === 'all' ? undefined : chosen })}
      />
      {path === '/subjects' && session.units.length > 1 ? (
        <Choice
          id="unit"
          label={texts.unit}
          value={query.unit ?? ''}
          options={[
            ['', texts.allUnits],
            ...session.units.map(({ id, name }) => [id, name[texts.locale]] as [string, string]),
          ]}
          onChange={(chosen) => change({ unit: chosen === '' ? undefined : chosen })}
        />
      ) : null}
      <span className="bud-filters-end">
        <UnitSwitch value={query.money} onChange={(money) => change({ money })} />
        <Button icon={<DownloadOutlined />} loading={isExporting} onClick={exportCsv}>
          {texts.exportCsv}
        </Button>
      </span>
    </Form>
  );
}

type ChoiceProps<V extends string | number> = {
  readonly id: string;
  readonly label: string;
  readonly value: V;
  readonly options: (readonly [V, string])[];
  readonly onChange: (value: V) => void;
};

function Choice<V extends string | number>({
  id,
  label,
  value,
  options,
  onChange,
}: ChoiceProps<V>): ReactNode {
  return (
    <Form.Item label={label} htmlFor={`filter-${id}`}>
      <Select<V>
        id={`filter-${id}`}
        value={value}
        popupMatchSelectWidth={false}
        options={options.map(([optionValue, optionLabel]) => ({ value: optionValue, label: optionLabel }))}
        onChange={onChange}
      />
    </Form.Item>
  );
}
