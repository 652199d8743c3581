import { type ProblemError, problem } from '@yimen/problem';
import type { ContainerPorts } from '../container-ports.ts';
import type { HangWatch } from '../guard/hang-watch.ts';
import type { PortletRelease } from '../release-loader.ts';

/** What the gate has to know of the shell around. */
export type GateParts = {
  readonly ports: Pick<ContainerPorts, 'mayStart' | 'askRelease'>;
  readonly hangs: HangWatch | null;
};

/**
 * Asks whether the code of a release may be loaded now. Pressing 重试 asks again: what a person starts herself is
 * started, unless the portal still holds the release back.
 *
 * @param isRetry the window was refused or has failed before
 * @returns the release to load
 * @throws ProblemError `portlet-not-started`, `portlet-hung`, `portlet-held`
 */
export async function admit(
  release: PortletRelease,
  isRetry: boolean,
  { ports, hangs }: GateParts,
): Promise<PortletRelease> {
  if (!isRetry && ports.mayStart?.(release.name) === false) throw problem('portlet-not-started');
  if (!isRetry && hangs?.hasHung(releaseName(release))) {
    throw problem('portlet-hung', { detail: releaseName(release) });
  }
  if (!release.held) return release;
  if (!isRetry || !ports.askRelease) throw heldProblem(release);
  const fresh = await ports.askRelease(release.name);
  if (fresh.version !== release.version || fresh.held) throw heldProblem(fresh);
  return { ...release, held: undefined };
}

/** `todo@1.2.0`. */
export function releaseName({ name, version }: Pick<PortletRelease, 'name' | 'version'>): string {
  return `${name}@${version}`;
}

function heldProblem(release: PortletRelease): ProblemError {
  const { retryAt = null, reason = null } = release.held ?? {};
  const until = retryAt === null ? '' : ` → ${new Date(retryAt).toISOString()}`;
  return problem('portlet-held', { detail: `${releaseName(release)} ${reason ?? ''}${until}` });
}
