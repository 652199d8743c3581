import { isProblem } from '@yimen/problem';
import type { ReleaseView } from '@yimen/shell-contract';
import type { PageStore } from '../portal-page/page-store.ts';

type Ports = {
  askRelease(portlet: string): Promise<ReleaseView>;
  /** Between 0 and 1. */
  readonly random?: () => number;
};

/** Thousands of shells hear of a release in the same moment. */
const jitter = 3_000;
const firstRetry = 5_000;
const mostRetries = 4;

/**
 * Asks which release a portlet of the open page has now, a random moment after the portal said that it has changed; the
 * page's windows follow it (SPEC R101).
 */
export function followReleases(page: PageStore, { askRelease, random = Math.random }: Ports) {
  const timers = new Map<string, ReturnType<typeof setTimeout>>();
  const windowsOf = (portlet: string) =>
    page.store.getState().shown?.windows.filter((window) => window.portlet === portlet) ?? [];

  function askLater(portlet: string, milliseconds: number, failures: number): void {
    clearTimeout(timers.get(portlet));
    timers.set(
      portlet,
      setTimeout(() => void ask(portlet, failures), milliseconds),
    );
  }

  async function ask(portlet: string, failures: number): Promise<void> {
    timers.delete(portlet);
    if (windowsOf(portlet).length === 0) return;
    // A portlet that was not there, or is there no more, changes the windows too.
    if (!page.store.getState().shown?.releases[portlet]) return page.reload();
    try {
      page.acceptRelease(await askRelease(portlet));
    } catch (error) {
      if (isProblem(error, 'session-ended')) return;
      if (isProblem(error, 'not-found')) return page.reload();
      if (failures < mostRetries) askLater(portlet, firstRetry * 2 ** failures, failures + 1);
    }
  }

  return {
    /** The portal says that people get another release of a portlet. */
    changed(portlet: string): void {
      if (windowsOf(portlet).length > 0) askLater(portlet, random() * jitter, 0);
    },
    stop(): void {
      for (const timer of timers.values()) clearTimeout(timer);
      timers.clear();
    },
  };
}
