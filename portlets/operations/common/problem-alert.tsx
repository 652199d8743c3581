import { useLocale } from '@yimen/portlet-sdk';
import { type ProblemError, shownProblem } from '@yimen/problem';
import { Alert } from '@yimen/ui';
import type { ReactNode } from 'react';

type Props = {
  readonly problem: ProblemError | undefined;
  /** Says it better than the problem's own title. */
  readonly title?: string | undefined;
};

/** Why an action failed, in the person's language, with what the portal says of it. */
export function ProblemAlert({ problem, title }: Props): ReactNode {
  const locale = useLocale();
  if (!problem) return null;
  const shown = shownProblem(problem, locale);
  const details = [shown.detail, ...shown.mistakes].filter((text) => text !== undefined);
  return (
    <Alert
      type="error"
      showIcon
      role="alert"
      title={title ?? shown.title}
      {...(details.length > 0 && { description: details.join('；') })}
    />
  );
}
