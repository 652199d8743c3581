import type { Observable } from '@yimen/portlet-sdk';
import type { ContainedWindow, ContainerPorts } from './container-ports.ts';
import { createContainedWindow, type WatchedController } from './containment/contained-window.ts';
import { createContainment } from './containment/containment.ts';
import { releaseName } from './containment/load-gate.ts';
import { createEventBus } from './event-bus.ts';
import type { FigureRecorder } from './figures/figure-recorder.ts';
import { dropStyleLinks } from './file-check.ts';
import { observableValue } from './observable.ts';
import type { PortletRelease, ReleaseLoader } from './release-loader.ts';
import { createPageUpgrades, type PageUpgrades } from './upgrade/page-upgrades.ts';
import type { KeptStates } from './upgrade/window-keeper.ts';
import type { WindowSnapshot } from './window-controller.ts';

/** Runs the portlets of the page that is open. */
export type PortletContainer = {
  /**
   * Makes the running windows those of the page: starts new ones, updates those that stay, ends those that went.
   * A window that shows its portlet goes over to another release as `upgrades` decides. A window that has failed has
   * nothing to lose, and starts again with the release that the page has now.
   */
  sync(windows: readonly ContainedWindow[], releases: Readonly<Record<string, PortletRelease>>): void;
  get(windowId: string): WatchedController | undefined;
  /** Tells when `get` gives another controller although the page is as it was. */
  readonly replaced: Observable<number>;
  /** How windows go from one release to another. */
  readonly upgrades: PageUpgrades;
  /** Whether a window says that work is unsaved, or any window. */
  isUnsaved(windowId?: string): boolean;
  /** A topic of the event stream was notified: the windows that declare it read their data again. */
  notify(topic: string): void;
  /** Messages may have been missed: every window that listens to any topic reads its data again. */
  resync(): void;
  /** Resolves when no window is loading its code any more; a window that failed has loaded, too. */
  loaded(): Promise<void>;
  /** What the windows did. */
  readonly figures: FigureRecorder;
  dispose(): void;
};

/** A container for one page after the other. */
export function createPortletContainer(loader: ReleaseLoader, ports: ContainerPorts): PortletContainer {
  const running = new Map<string, WatchedController>();
  const shown = new Map<string, ContainedWindow>();
  const bus = createEventBus();
  const containment = createContainment(ports);

  const replaced = observableValue(0);
  const upgrades = createPageUpgrades({ running, loader, ports, hangs: containment.hangs, replace });

  function begin(window: ContainedWindow, release: PortletRelease, kept?: KeptStates): WatchedController {
    const controller = createContainedWindow(window, release, {
      ...{ loader, bus, ports, containment },
      ...(kept && { kept, isReplacement: true }),
    });
    running.set(window.id, controller);
    shown.set(window.id, window);
    return controller;
  }

  function end(windowId: string): void {
    running.get(windowId)?.dispose();
    running.delete(windowId);
    shown.delete(windowId);
  }

  function replace(windowId: string, release: PortletRelease, kept: KeptStates): WatchedController {
    const window = shown.get(windowId);
    if (!window) throw new RangeError(`no window ${windowId}`);
    end(windowId);
    const next = begin(window, release, kept);
    const inUse = [...running.values()].map((controller) => controller.release);
    dropStyleLinks(loader.keepOnly([...inUse, ...upgrades.waiting()]).map(releaseName));
    // Its code is there already; what is on the screen stays until it can be drawn.
    void whenNotLoading(next.snapshot).then(() => replaced.set(replaced.get() + 1));
    return next;
  }

  return {
    figures: containment.figures,
    sync(windows, releases) {
      const wanted = new Map(windows.map((window) => [window.id, window]));
      for (const [windowId, controller] of [...running]) {
        const { name } = controller.release;
        if (wanted.get(windowId)?.portlet === name && !isMended(controller, releases[name])) continue;
        upgrades.end(windowId);
        end(windowId);
      }
      for (const window of windows) {
        const controller = running.get(window.id);
        const release = releases[window.portlet];
        if (controller) {
          controller.update(window);
          shown.set(window.id, window);
          if (release) upgrades.consider(window.id, release);
        } else if (release) begin(window, release);
      }
    },
    get: (windowId) => running.get(windowId),
    replaced,
    upgrades,
    isUnsaved: (windowId) =>
      [...running.values()].some(
        (controller) => (!windowId || controller.windowId === windowId) && controller.keeper.isUnsaved(),
      ),
    notify(topic) {
      for (const controller of running.values()) controller.notify(topic);
    },
    resync() {
      for (const controller of running.values()) controller.notify(null);
    },
    async loaded() {
      await Promise.all([...running.values()].map(({ snapshot }) => whenNotLoading(snapshot)));
    },
    dispose() {
      upgrades.dispose();
      for (const windowId of [...running.keys()]) end(windowId);
      containment.dispose();
    },
  };
}

function isFailed({ snapshot }: WatchedController): boolean {
  return snapshot.get().status === 'failed';
}

/** Whether a window has failed with another release than the page has now. */
function isMended(controller: WatchedController, now: PortletRelease | undefined): boolean {
  const { version, entry } = controller.release;
  return now !== undefined && isFailed(controller) && (now.version !== version || now.entry !== entry);
}

function whenNotLoading(snapshot: Observable<WindowSnapshot>): Promise<void> {
  return new Promise((resolve) => {
    const check = () => {
      if (snapshot.get().status === 'loading') return;
      stop();
      resolve();
    };
    const stop = snapshot.subscribe(check);
    check();
  });
}
