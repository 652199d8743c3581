import { formatPercent } from '@yimen/ui';
import { BarChart } from '@yimen/ui/charts';
import type { ReactNode } from 'react';
import type { ExecutionByUnit } from '../../contract/index.ts';
import { useTexts } from '../texts/site-texts.ts';

type UnitsChartProps = { readonly report: ExecutionByUnit; readonly onOpen: (unitId: string) => void };

/** 执行进度 of the units beside the line of 序时进度, the fastest first. */
export function UnitsChart({ report, onOpen }: UnitsChartProps): ReactNode {
  const texts = useTexts();
  const { locale } = texts;
  const rows = report.rows.toSorted((a, b) => (b.progress ?? 0) - (a.progress ?? 0));
  return (
    <BarChart
      label={texts.unitReport}
      direction="bars"
      points={rows.map(({ name, progress }) => ({ unit: name[locale], progress }))}
      categoryKey="unit"
      categoryName={texts.unit}
      series={[{ key: 'progress', name: texts.progress }]}
      format={(share) => formatPercent(share)}
      reference={{
        value: report.asOf.elapsed,
        label: `${texts.elapsed} ${formatPercent(report.asOf.elapsed)}`,
      }}
      height={Math.max(240, rows.length * 40 + 60)}
      onSelect={(chosen) => {
        const unit = rows.find(({ name }) => name[locale] === chosen);
        if (unit) onOpen(unit.id);
      }}
    />
  );
}
