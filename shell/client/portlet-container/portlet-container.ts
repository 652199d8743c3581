import type { Observable } from '@yimen/portlet-sdk';
import type { ContainedWindow, ContainerPorts } from './container-ports.ts';
import { createContainedWindow, type WatchedController } from './containment/contained-window.ts';
import { createContainment } from './containment/containment.ts';
import { createEventBus } from './event-bus.ts';
import type { FigureRecorder } from './figures/figure-recorder.ts';
import type { PortletRelease, ReleaseLoader } from './release-loader.ts';
import type { WindowSnapshot } from './window-controller.ts';

/** Runs the portlets of the page that is open. */
export type PortletContainer = {
  /**
   * Makes the running windows those of the page: starts new ones, updates those that stay, ends those that went.
   * A window that shows its portlet keeps the release it started with; another one comes with the next page load. A
   * window that has failed has nothing to lose, and starts again with the release that the page has now.
   */
  sync(windows: readonly ContainedWindow[], releases: Readonly<Record<string, PortletRelease>>): void;
  get(windowId: string): WatchedController | undefined;
  /** Whether a window of the portlet has failed: another release may mend it. */
  hasFailed(portlet: string): boolean;
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
  const bus = createEventBus();
  const containment = createContainment(ports);

  function end(windowId: string): void {
    running.get(windowId)?.dispose();
    running.delete(windowId);
  }

  return {
    figures: containment.figures,
    sync(windows, releases) {
      const wanted = new Map(windows.map((window) => [window.id, window]));
      for (const [windowId, controller] of [...running]) {
        const { name } = controller.release;
        if (wanted.get(windowId)?.portlet !== name || isMended(controller, releases[name])) end(windowId);
      }
      for (const window of windows) {
        const controller = running.get(window.id);
        const release = releases[window.portlet];
        if (controller) controller.update(window);
        else if (release) {
          running.set(window.id, createContainedWindow(window, release, { loader, bus, ports, containment }));
        }
      }
    },
    get: (windowId) => running.get(windowId),
    hasFailed: (portlet) =>
      [...running.values()].some((controller) => controller.release.name === portlet && isFailed(controller)),
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
