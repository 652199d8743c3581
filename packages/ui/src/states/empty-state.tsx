import type { ReactNode } from 'react';
import { useStyleSheet } from '../style/style-sheet.ts';
import { useTexts } from '../texts/ui-texts.ts';
import { stateCss } from './state-css.ts';

/** What `EmptyState` takes. */
export type EmptyStateProps = {
  /** What there is none of: 「暂无待办数据」. Without it: 「暂无数据」 in the provider's language. */
  readonly text?: string;
  /** What to do about it, one short sentence. */
  readonly hint?: string;
  /** A button or link that helps. */
  readonly action?: ReactNode;
  readonly size?: 'medium' | 'small';
};

/** Says that there is nothing to show: not an error, and not still loading. */
export function EmptyState({ text, hint, action, size = 'medium' }: EmptyStateProps): ReactNode {
  useStyleSheet(stateCss);
  const texts = useTexts();
  return (
    <div className="ym-state" data-size={size}>
      <svg className="ym-state-icon" viewBox="0 0 56 44" fill="none" aria-hidden="true">
        <path
          d="M13 4h30l9 20v14a3 3 0 0 1-3 3H7a3 3 0 0 1-3-3V24L13 4Z"
          stroke="currentColor"
          strokeWidth="2"
        />
        <path d="M4 24h14c0 4 3.5 7 10 7s10-3 10-7h14" stroke="currentColor" strokeWidth="2" />
      </svg>
      <div>{text ?? texts.noData}</div>
      {hint === undefined ? null : <div className="ym-state-detail">{hint}</div>}
      {action === undefined ? null : <div className="ym-state-actions">{action}</div>}
    </div>
  );
}
