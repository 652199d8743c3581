import { useLocale } from '@yimen/portlet-sdk';
import { type ProblemError, problemTitle } from '@yimen/problem';
import { Alert } from '@yimen/ui';
import type { ReactNode } from 'react';

/** Why an action failed, in the person's language. */
export function ProblemAlert({ problem }: { problem: ProblemError | undefined }): ReactNode {
  const locale = useLocale();
  return problem ? <Alert type="error" showIcon title={problemTitle(problem.problem, locale)} /> : null;
}
