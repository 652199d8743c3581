import { isProblem, type ProblemError, problem } from '@yimen/problem';

const wrapped = new WeakMap<object, ProblemError>();

/** Any error as a problem: itself, or `internal` with the error as its cause; the same problem each time. */
export function toProblem(error: unknown): ProblemError {
  if (isProblem(error)) return error;
  if (typeof error !== 'object' || error === null) return problem('internal', { cause: error });
  const known = wrapped.get(error) ?? problem('internal', { cause: error });
  wrapped.set(error, known);
  return known;
}
