import type { Observable, PortletMode } from '@yimen/portlet-sdk';
import type { ContainerPorts } from '../container-ports.ts';
import type { WatchedController } from '../containment/contained-window.ts';
import { releaseName } from '../containment/load-gate.ts';
import type { HangWatch } from '../guard/hang-watch.ts';
import { observableValue } from '../observable.ts';
import type { PortletRelease, ReleaseLoader } from '../release-loader.ts';
import { keepFocus } from './keep-focus.ts';
import { watchUse } from './watch-use.ts';
import type { KeptStates } from './window-keeper.ts';
import { createWindowUpgrade, type WindowUpgrade } from './window-upgrade.ts';

/** The upgrades of all windows of a page. */
export type PageUpgrades = {
  /** How many windows were replaced since the page was loaded; their code stays in the browser. */
  readonly count: Observable<number>;
  of(windowId: string): WindowUpgrade | undefined;
  /** Releases that are loaded ahead, for windows that may not have them yet. */
  waiting(): readonly PortletRelease[];
  /** A window runs, and this is the release that the page has. */
  consider(windowId: string, release: PortletRelease): void;
  /** A window has ended. */
  end(windowId: string): void;
  dispose(): void;
};

type Parts = {
  readonly running: ReadonlyMap<string, WatchedController>;
  readonly loader: ReleaseLoader;
  readonly ports: ContainerPorts;
  readonly hangs: HangWatch | null;
  replace(windowId: string, release: PortletRelease, kept: KeptStates): WatchedController;
};

export function createPageUpgrades({ running, loader, ports, hangs, replace }: Parts): PageUpgrades {
  const upgrades = new Map<string, WindowUpgrade>();
  const count = observableValue(0);
  const use = watchUse(document, () => running.values());

  function start(windowId: string): WindowUpgrade {
    const upgrade = createWindowUpgrade({
      ...use,
      current: () => running.get(windowId),
      preload: (release, mode) => preload(loader, release, mode),
      replace(release, kept) {
        const focusBack = keepFocus(document, windowId);
        const next = replace(windowId, release, kept);
        afterMount(next, focusBack);
        return next;
      },
      askRelease: ports.askRelease,
      isSuspect: (release) => hangs?.hasHung(releaseName(release)) ?? false,
      mode: () => ports.renderState.get().windows[windowId]?.mode ?? 'view',
      upgraded: () => count.set(count.get() + 1),
    });
    upgrades.set(windowId, upgrade);
    return upgrade;
  }

  const end = (windowId: string) => {
    upgrades.get(windowId)?.end();
    upgrades.delete(windowId);
  };
  return {
    count,
    of: (windowId) => upgrades.get(windowId) ?? (running.has(windowId) ? start(windowId) : undefined),
    waiting: () => [...upgrades.values()].flatMap((upgrade) => upgrade.waiting() ?? []),
    consider: (windowId, release) => (upgrades.get(windowId) ?? start(windowId)).consider(release),
    end,
    dispose() {
      for (const windowId of [...upgrades.keys()]) end(windowId);
      use.dispose();
    },
  };
}

async function preload(loader: ReleaseLoader, release: PortletRelease, mode: PortletMode): Promise<void> {
  const { definition } = await loader.load(release);
  await (definition.modes[mode] ?? definition.modes.view)();
}

/** Once what is new is on the screen: React draws it a moment after it is ready. */
function afterMount({ snapshot }: WatchedController, run: () => void): void {
  const stop = snapshot.subscribe(() => {
    if (snapshot.get().status === 'loading') return;
    stop();
    setTimeout(run, 50);
  });
}
