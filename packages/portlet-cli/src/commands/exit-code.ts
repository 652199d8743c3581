import { UsageError } from '@yimen/create-portlet';
import { isProblem, type ProblemDetails } from '@yimen/problem';
import { StaleRelease } from '../build/read-release.ts';
import { BreaksUsers } from '../check/compare-with-portal.ts';
import { NonConformance } from '../check/non-conformance.ts';
import { PortletMistakes } from '../vite/portlet-mistakes.ts';
import { Interruption } from './interruption.ts';

/** What `yimen` exits with; a script can tell the cases apart. */
export const exitCodes = {
  done: 0,
  /** The project has mistakes, or is not built. */
  mistakes: 1,
  /** Wrong command or option. */
  usage: 2,
  /** The portal or its OpenID Provider refused. */
  refused: 3,
  /** This version is published already. */
  versionExists: 4,
  /** The portal could not be reached or is not well. */
  unreachable: 5,
  /** The release breaks pages, portlets or people that use it. */
  breaksUsers: 6,
} as const;

export { UsageError };

function explainProblem(problem: ProblemDetails): { code: number; lines: string[] } {
  const lines = [`${problem.title} (${problem.status})${problem.detail ? `: ${problem.detail}` : ''}`];
  for (const { pointer, detail } of problem.errors ?? []) lines.push(`  ${pointer || '/'}: ${detail}`);
  if (problem.type === 'urn:yimen:problem:version-exists') {
    lines.push(
      'A published version never changes. Raise "version" in portlet.json, build and publish again.',
    );
    return { code: exitCodes.versionExists, lines };
  }
  if (problem.type === 'urn:yimen:problem:release-breaks-users') {
    return { code: exitCodes.breaksUsers, lines };
  }
  const isOurs = problem.status < 500;
  return { code: isOurs ? exitCodes.refused : exitCodes.unreachable, lines };
}

/**
 * What a failure means to the person at the terminal.
 *
 * @param error anything that a command threw
 * @returns the exit code and the lines to print
 */
export function explainFailure(error: unknown): { code: number; lines: string[] } {
  if (isProblem(error)) return explainProblem(error.problem);
  if (error instanceof PortletMistakes) {
    const count = error.mistakes.length;
    const lines = [...error.message.split('\n'), `${count} ${count === 1 ? 'mistake' : 'mistakes'}`];
    return { code: exitCodes.mistakes, lines };
  }
  if (error instanceof BreaksUsers) return { code: exitCodes.breaksUsers, lines: [error.message] };
  if (error instanceof NonConformance) return { code: exitCodes.mistakes, lines: [error.message] };
  if (error instanceof StaleRelease) return { code: exitCodes.mistakes, lines: [error.message] };
  if (error instanceof Interruption) return { code: error.exitCode, lines: [error.message] };
  if (error instanceof UsageError) return { code: exitCodes.usage, lines: [error.message] };
  return {
    code: exitCodes.mistakes,
    lines: [error instanceof Error ? (error.stack ?? error.message) : String(error)],
  };
}
