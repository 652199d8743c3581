import { Button } from 'antd';
import type { ReactNode } from 'react';
import { useStyleSheet } from '../style/style-sheet.ts';
import { useTexts } from '../texts/ui-texts.ts';
import { stateCss } from './state-css.ts';

/** The members of problem details (RFC 9457, 3.1) that a person is shown. */
export type ShownProblem = {
  readonly title?: string | undefined;
  readonly detail?: string | undefined;
  readonly status?: number | undefined;
};

/** What `ErrorState` takes. */
export type ErrorStateProps = {
  readonly problem: ShownProblem;
  /** Shows the button 重试. */
  readonly onRetry?: (() => void) | undefined;
  readonly isRetrying?: boolean;
  /** The request id, for the person to quote to the help desk. */
  readonly reference?: string | undefined;
  /** Further buttons or links beside 重试. */
  readonly action?: ReactNode;
  readonly size?: 'medium' | 'small';
};

/** Says what failed and offers to try again. Announced by screen readers when it appears (role alert). */
export function ErrorState(props: ErrorStateProps): ReactNode {
  useStyleSheet(stateCss);
  const texts = useTexts();
  const { problem, onRetry, isRetrying = false, reference, action, size = 'medium' } = props;
  return (
    <div className="ym-state" data-size={size} role="alert">
      <svg className="ym-state-icon" data-tone="danger" viewBox="0 0 36 36" fill="none" aria-hidden="true">
        <circle cx="18" cy="18" r="15" stroke="currentColor" strokeWidth="2" />
        <path d="M18 10v10" stroke="currentColor" strokeWidth="2.5" strokeLinecap="round" />
        <circle cx="18" cy="25.5" r="1.6" fill="currentColor" />
      </svg>
      <div className="ym-state-title">
        {problem.title ?? texts.failed}
        {problem.status === undefined ? '' : ` (${problem.status})`}
      </div>
      {problem.detail === undefined ? null : <div className="ym-state-detail">{problem.detail}</div>}
      {reference === undefined ? null : (
        <div className="ym-state-reference">{texts.reference(reference)}</div>
      )}
      {onRetry === undefined && action === undefined ? null : (
        <div className="ym-state-actions">
          {onRetry === undefined ? null : (
            <Button size={size} autoInsertSpace={false} loading={isRetrying} onClick={onRetry}>
              {isRetrying ? texts.retrying : texts.retry}
            </Button>
          )}
          {action}
        </div>
      )}
    </div>
  );
}
