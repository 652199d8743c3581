import type { ReactNode } from 'react';
import { useStyleSheet } from '../style/style-sheet.ts';
import { statusCss } from './status-css.ts';

/** How a state is meant: the order of warnings is danger, warning, caution, info; neutral says nothing. */
export type StatusTone = 'neutral' | 'info' | 'success' | 'caution' | 'warning' | 'danger';

/** What `StatusTag` takes. */
export type StatusTagProps = {
  readonly tone?: StatusTone;
  /** The state in words. Colour alone never carries it. */
  readonly children: ReactNode;
};

/** The state of a document or a task: a coloured dot and its words. */
export function StatusTag({ tone = 'neutral', children }: StatusTagProps): ReactNode {
  useStyleSheet(statusCss);
  return (
    <span className="ym-status" data-tone={tone}>
      <span className="ym-status-dot" aria-hidden="true" />
      {children}
    </span>
  );
}
