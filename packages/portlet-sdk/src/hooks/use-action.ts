import type { ProblemError } from '@yimen/problem';
import { useCallback, useState } from 'react';
import { toProblem } from './to-problem.ts';
import { useLatest } from './use-latest.ts';

/** What {@link useAction} gives. */
export type ActionResult<A extends unknown[], R> = {
  /** Runs the action. Resolves to its result, or to undefined when it failed; then `problem` says why. */
  run(...input: A): Promise<R | undefined>;
  readonly isRunning: boolean;
  /** Why the last run failed; absent before, while running, and after a good one. */
  readonly problem?: ProblemError;
};

/**
 * An action of the portlet (Portlet Specification 3.0, section 3.7.3): a state-changing request, with its progress and
 * its problem to show. `run` keeps its identity and never rejects.
 *
 * @param action what to do; mostly `resources.send` and then `resources.refresh`
 */
export function useAction<A extends unknown[], R>(action: (...input: A) => Promise<R>): ActionResult<A, R> {
  const latest = useLatest(action);
  const [running, setRunning] = useState(0);
  const [problem, setProblem] = useState<ProblemError>();
  const run = useCallback(
    async (...input: A): Promise<R | undefined> => {
      setRunning((count) => count + 1);
      setProblem(undefined);
      try {
        return await latest.current(...input);
      } catch (error) {
        setProblem(toProblem(error));
        return undefined;
      } finally {
        setRunning((count) => count - 1);
      }
    },
    [latest],
  );
  return { run, isRunning: running > 0, ...(problem && { problem }) };
}
