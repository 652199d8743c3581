import type { WatchedController } from '../../portlet-container/containment/contained-window.ts';
import { requestIdOf } from '../../portlet-container/diagnosis/window-trail.ts';
import { sharedVersions } from '../../portlet-container/shared-versions.ts';

/** Versions of the shared packages that a release takes: what it needs, and what the page has. */
export function sharedOf({
  release,
}: WatchedController): { name: string; wanted: string; present: string }[] {
  const versions: Readonly<Record<string, string>> = sharedVersions;
  return Object.entries(release.needs).map(([name, wanted]) => {
    return { name, wanted, present: versions[name] ?? '–' };
  });
}

/** The last thing that went wrong: the window's own failure, or that of its newest failed request. */
export function lastProblemOf({ snapshot, trail }: WatchedController) {
  const shown = snapshot.get();
  if (shown.status === 'failed') return shown.problem;
  return trail.requests.get().findLast(({ problem }) => problem)?.problem;
}

/** Everything that is known of a window, as text for a ticket: technical English, whatever the person's language. */
export function diagnosisReport(controller: WatchedController, browser: string): string {
  const { release, trail, log } = controller;
  const problem = lastProblemOf(controller)?.problem;
  const lines = [
    `portlet ${release.name} ${release.version}, window ${controller.windowId}, ${controller.snapshot.get().status}`,
    `page ${window.location.pathname}${window.location.search}`,
    `at ${new Date().toISOString()}, ${browser}`,
    ...sharedOf(controller).map(
      ({ name, wanted, present }) => `needs ${name} ${wanted}, page has ${present}`,
    ),
    ...trail.phases.get().map(({ phase, milliseconds }) => `phase ${phase} after ${milliseconds} ms`),
    ...(problem ? [`problem ${problem.type} ${problem.status} ${problem.detail ?? ''}`.trim()] : []),
    ...trail.requests.get().map((one) => {
      const outcome = one.problem ? one.problem.problem.type : `ok, ${one.bytes} bytes`;
      const id = one.requestId || requestIdOf(one.problem) || 'none';
      const at = new Date(one.at).toISOString();
      return `request ${at} ${one.method} ${one.url}: ${outcome}, ${one.milliseconds} ms, request id ${id}`;
    }),
    ...log
      .get()
      .map(
        (entry) => `log ${new Date(entry.at).toISOString()} ${entry.level} ${entry.event} ${entry.detail}`,
      ),
  ];
  return lines.join('\n');
}
