import type { ContainedWindow, ContainerPorts } from '../container-ports.ts';
import { createWindowTrail, type WindowTrail } from '../diagnosis/window-trail.ts';
import type { EventBus } from '../event-bus.ts';
import type { LifeFigures } from '../figures/figure-recorder.ts';
import { meteredBus, meteredPorts } from '../figures/metered-parts.ts';
import { watchErrors } from '../figures/window-errors.ts';
import type { PortletRelease, ReleaseLoader } from '../release-loader.ts';
import { createWindowController, type WindowController } from '../window-controller.ts';
import type { Containment } from './containment.ts';

type Parts = {
  readonly loader: ReleaseLoader;
  readonly bus: EventBus;
  readonly ports: ContainerPorts;
  readonly containment: Containment;
};

/** A window's controller, and what the window did. */
export type WatchedController = WindowController & { readonly trail: WindowTrail };

/**
 * Begins the life of a window whose every way to the page is watched: its loading, requests, events and errors. The
 * controller itself knows nothing of it.
 */
export function createContainedWindow(
  window: ContainedWindow,
  release: PortletRelease,
  { loader, bus, ports, containment }: Parts,
): WatchedController {
  const { figures, calls } = containment;
  const windowId = window.id;
  let life: LifeFigures | null = null;
  let folder = '';
  let queuedAt: number | null = performance.now();
  const trail = createWindowTrail();
  const meter = { windowId, calls, trail, life: () => life };

  const watchedLoader: ReleaseLoader = {
    ...loader,
    async load(wanted) {
      // Another load is another life: a retry, or another release in the same window.
      const since = queuedAt ?? performance.now();
      const begun = trail.follow(figures.begin(wanted, since), since);
      queuedAt = null;
      life = begun;
      folder = new URL('.', new URL(wanted.entry, document.baseURI)).href;
      begun.phase('requested');
      const loaded = await loader.load(wanted);
      begun.phase('loaded');
      return loaded;
    },
  };
  const leave = containment.add({ windowId, folder: () => folder, life: () => life });
  const controller = createWindowController(window, release, {
    loader: watchedLoader,
    bus: meteredBus(bus, meter),
    ports: meteredPorts(ports, meter),
  });
  const undos = [
    leave,
    watchErrors(controller.log, (kind) => life?.error(kind)),
    controller.isBusy.subscribe(() => {
      if (!controller.isBusy.get() && controller.snapshot.get().status === 'ready') life?.phase('data');
    }),
  ];
  return {
    ...controller,
    trail,
    mounted(key) {
      const { status } = controller.snapshot.get();
      if (status === 'ready') life?.phase('mounted');
      controller.mounted(key);
    },
    dispose() {
      controller.dispose();
      for (const undo of undos) undo();
    },
  };
}
