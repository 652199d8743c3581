import { isProblem, problemTitle } from '@yimen/problem';
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
export function ProblemView({ error, onRetry, action, title }: ProblemViewProps): ReactNode {
  const { locale } = useUi();
  const details = isProblem(error) ? error.problem : undefined;
  const shown = details ? { title: problemTitle(details, locale), detail: details.detail } : { title };
  return (
    <ErrorState
      problem={shown}
      {...(details?.instance ? { reference: details.instance.replace('urn:yimen:request:', '') } : {})}
      {...(onRetry ? { onRetry } : {})}
      {...(action ? { action } : {})}
    />
  );
}
