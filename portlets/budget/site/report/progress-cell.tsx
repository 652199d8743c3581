import { formatPercent, PaceProgress } from '@yimen/ui';
import type { ReactNode } from 'react';

type ProgressCellProps = {
  readonly label: string;
  readonly progress: number | null;
  readonly elapsed: number;
};

/** 执行进度 in a table: the bar with the mark of 序时进度, and the figure. */
export function ProgressCell({ label, progress, elapsed }: ProgressCellProps): ReactNode {
  return (
    <div className="bud-progress">
      <PaceProgress value={progress} pace={elapsed} label={label} barOnly />
      <span>{formatPercent(progress)}</span>
    </div>
  );
}
