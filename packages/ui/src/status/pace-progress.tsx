import type { ReactNode } from 'react';
import { formatPercent } from '../format/format-percent.ts';
import { useStyleSheet } from '../style/style-sheet.ts';
import { type UiTexts, useTexts } from '../texts/ui-texts.ts';
import { statusCss } from './status-css.ts';

/** What `PaceProgress` takes; shares are ratios, 0.5 is 50 %. */
export type PaceProgressProps = {
  /** 执行进度: paid of allotted. May exceed 1; null when nothing was allotted. */
  readonly value: number | null;
  /** 序时进度: the share of the year that has passed. */
  readonly pace: number;
  /** What the progress is of, for screen readers: 「市教育局」. */
  readonly label?: string;
  /** Hides the texts above the bar, for use in a table cell. */
  readonly barOnly?: boolean;
};

type Note = { readonly tone: 'ahead' | 'behind' | 'level'; readonly text: string };

function noteOf(value: number | null, pace: number, texts: UiTexts): Note | undefined {
  if (value === null) return undefined;
  const points = Number(((value - pace) * 100).toFixed(1));
  if (points === 0) return { tone: 'level', text: texts.level };
  const written = Math.abs(points).toFixed(1);
  return points > 0
    ? { tone: 'ahead', text: texts.ahead(written) }
    : { tone: 'behind', text: texts.behind(written) };
}

function percentWidth(ratio: number): string {
  return `${Math.min(Math.max(ratio, 0), 1) * 100}%`;
}

/** Progress of a budget, always beside the share of the year that has passed (a tick on the bar). */
export function PaceProgress({ value, pace, label, barOnly = false }: PaceProgressProps): ReactNode {
  useStyleSheet(statusCss);
  const texts = useTexts();
  const note = noteOf(value, pace, texts);
  const spoken = `${texts.execution} ${formatPercent(value)}, ${texts.elapsed} ${formatPercent(pace)}`;
  return (
    <div className="ym-pace" data-bar={barOnly}>
      {barOnly ? null : (
        <div className="ym-pace-texts">
          <span>
            {texts.execution} <b>{formatPercent(value)}</b>
          </span>
          <span>
            {texts.elapsed} {formatPercent(pace)}
          </span>
        </div>
      )}
      <div
        className="ym-pace-rail"
        role="progressbar"
        aria-label={label ?? texts.execution}
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={Math.round(Math.min(Math.max(value ?? 0, 0), 1) * 100)}
        aria-valuetext={spoken}
        title={spoken}
      >
        <div className="ym-pace-bar" style={{ width: percentWidth(value ?? 0) }} />
        <div className="ym-pace-mark" style={{ left: percentWidth(pace) }} />
      </div>
      {barOnly || note === undefined ? null : (
        <div className="ym-pace-texts">
          <span className="ym-pace-note" data-tone={note.tone}>
            {note.text}
          </span>
        </div>
      )}
    </div>
  );
}
