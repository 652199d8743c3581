import { type ProblemError, type ProblemName, problem } from '@yimen/problem';
import type { Refusal, RefusalFacts } from '../../contract/refusals.ts';

/**
 * A problem with a reason. The words for the person are written where her language is known, see
 * `problems/localize-problems.ts`.
 */
export function refuse(name: ProblemName, reason: Refusal, facts: RefusalFacts = {}): ProblemError {
  return problem(name, { reason, facts });
}
