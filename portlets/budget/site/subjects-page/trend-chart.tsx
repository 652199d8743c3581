import { formatPercent } from '@yimen/ui';
import { LineChart } from '@yimen/ui/charts';
import type { ReactNode } from 'react';
import type { ExecutionByMonth } from '../../contract/index.ts';
import { useTexts } from '../texts/site-texts.ts';

/** 执行进度 month by month beside 序时进度. */
export function TrendChart({ report }: { readonly report: ExecutionByMonth }): ReactNode {
  const texts = useTexts();
  return (
    <LineChart
      label={texts.trend}
      points={report.points.map(({ month, progress, elapsed }) => ({
        month: texts.monthOf(month),
        progress,
        elapsed,
      }))}
      categoryKey="month"
      categoryName={texts.month}
      series={[
        { key: 'progress', name: texts.cumulative },
        { key: 'elapsed', name: texts.elapsed, isDashed: true },
      ]}
      format={(share) => formatPercent(share)}
      height={280}
    />
  );
}
