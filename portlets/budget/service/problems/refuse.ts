import { type ProblemError, type ProblemName, problem } from '@yimen/problem';
import type { Refusal } from '../../contract/refusals.ts';

/** A problem with a reason; the words for the person are written in `localize-problems.ts`, where her language is known. */
export function refuse(name: ProblemName, reason: Refusal): ProblemError {
  return problem(name, { reason });
}
