import { shownProblem } from '@yimen/problem';
import { ErrorState, useUi } from '@yimen/ui';
import type { ReactNode } from 'react';

type ProblemViewProps = {
  readonly error: unknown;
  readonly onRetry?: () => void;
  readonly action?: ReactNode;
  /** What to say when `error` is no problem. */
  readonly title?: string;
};

/** What went wrong, in the language of the page. */
export function ProblemView({ error, title, ...rest }: ProblemViewProps): ReactNode {
  const { status: _status, reference, ...shown } = shownProblem(error, useUi().locale);
  return <ErrorState problem={{ title, ...shown }} reference={reference} {...rest} />;
}
