import { isProblem } from '@yimen/problem';
import { boundedReads, timeBudgets } from '../budgets/bounded-reads.ts';
import type { BudgetState } from '../budgets/budget-governor.ts';
import { governedBus, governedPorts } from '../budgets/governed-parts.ts';
import type { ContainedWindow, ContainerPorts } from '../container-ports.ts';
import { createWindowTrail, type WindowTrail } from '../diagnosis/window-trail.ts';
import type { EventBus } from '../event-bus.ts';
import type { LoadedRelease } from '../federation.ts';
import { meteredBus, meteredPorts } from '../figures/metered-parts.ts';
import { watchErrors } from '../figures/window-errors.ts';
import { containStyles } from '../guard/contained-styles.ts';
import { type ObservableValue, observableValue } from '../observable.ts';
import type { PortletRelease, ReleaseLoader } from '../release-loader.ts';
import { createWindowKeeper, type KeptStates, type WindowKeeper } from '../upgrade/window-keeper.ts';
import { createWindowController, type WindowController } from '../window-controller.ts';
import type { Containment } from './containment.ts';
import { admit, releaseName } from './load-gate.ts';
import { beginWindowLife, type WindowLife } from './window-life.ts';

type Parts = {
  readonly loader: ReleaseLoader;
  readonly bus: EventBus;
  readonly ports: ContainerPorts;
  readonly containment: Containment;
  /** State that the release before has kept. */
  readonly kept?: KeptStates;
  /** It takes the place of a window that ran: it needs nobody's leave to start. */
  readonly isReplacement?: boolean;
};

/** A window's controller, what the window did, and how its portlet is held to its budgets. */
export type WatchedController = WindowController & {
  readonly trail: WindowTrail;
  readonly budget: ObservableValue<BudgetState>;
  readonly keeper: WindowKeeper;
  /** Lets a paused portlet go on. */
  resume(): void;
};

const free: BudgetState = { level: 'free', kind: null };

/**
 * Begins the life of a window whose every way to the page is watched and bounded: its loading, requests, events, errors
 * and what it does to the page. The controller itself knows nothing of it.
 */
export function createContainedWindow(
  window: ContainedWindow,
  initial: PortletRelease,
  parts: Parts,
): WatchedController {
  const { ports, bus, containment } = parts;
  const { calls, hangs } = containment;
  const windowId = window.id;
  let life: WindowLife | null = null;
  let untold: string[] = [];
  let isDisposed = false;
  const budget = observableValue<BudgetState>(free);
  const trail = createWindowTrail();
  const present = {
    ...{ windowId, calls, trail, life: () => life?.figures ?? null, governor: () => life?.governor ?? null },
    folder: () => (life ? folderOf(life.release) : ''),
    release: () => releaseName(life?.release ?? initial),
    isInDevelopment: () => (life?.release ?? initial).integrity === '',
  };

  const bounded = boundedReads(ports, () => timeBudgets(life?.release ?? initial).data);
  const loader = watchedLoader(parts, {
    begin(release, queuedAt) {
      endLife();
      const begun = beginWindowLife({ release, queuedAt, containment, trail, fail });
      begun.governor.state.subscribe(() => life === begun && budget.set(begun.governor.state.get()));
      life = begun;
      return begun;
    },
    refuse: endLife,
    hasEnded: () => isDisposed,
    tell: (changed) => tellChanges(changed),
  });
  const keeper = createWindowKeeper(parts.kept ?? {}, (event, detail) =>
    controller.log.write('error', event, detail),
  );
  const controller: WindowController = createWindowController(window, initial, {
    loader,
    bus: governedBus(meteredBus(bus, present), present),
    ports: governedPorts(meteredPorts(bounded, present), present),
    keeper,
  });

  function fail(error: Error): void {
    const shown = controller.snapshot.get();
    if (shown.status === 'ready') controller.renderFailed(shown.mount.key, error);
  }
  function endLife(): void {
    life?.end();
    life = null;
    budget.set(free);
  }
  /** What code changed while it loaded is told when the window shows something. */
  function tellChanges(changed: readonly string[]): void {
    untold = [...untold, ...changed];
    if (untold.length === 0 || controller.snapshot.get().status === 'loading') return;
    controller.log.write('error', 'page-changed', untold.join(', ').slice(0, 500));
    untold = [];
  }

  const undos = [
    containment.add({ ...present, log: controller.log }),
    watchErrors(controller.log, (kind) => life?.figures.error(kind)),
    controller.isBusy.subscribe(() => {
      if (!controller.isBusy.get() && controller.snapshot.get().status === 'ready')
        life?.figures.phase('data');
    }),
    controller.snapshot.subscribe(() => {
      const shown = controller.snapshot.get();
      if (shown.status !== 'failed') return;
      if (isProblem(shown.problem, 'portlet-load-timeout')) life?.governor.tookTooLong('load');
      life?.governor.end();
      tellChanges([]);
    }),
    endLife,
  ];
  return {
    ...controller,
    trail,
    budget,
    keeper,
    resume: () => life?.governor.resume(),
    mounted(key) {
      if (controller.snapshot.get().status === 'ready') {
        life?.figures.phase('mounted');
        hangs?.acquit(present.release());
        tellChanges(containment.repairPage());
      }
      controller.mounted(key);
    },
    dispose() {
      isDisposed = true;
      controller.dispose();
      for (const undo of undos) undo();
    },
  };
}

type LoadHooks = {
  begin(release: PortletRelease, queuedAt: number): WindowLife;
  /** The code was not even asked for. */
  refuse(): void;
  /** The window is gone. */
  hasEnded(): boolean;
  tell(changed: readonly string[]): void;
};

/** A loader that asks the gate, counts, and bounds what it has loaded. */
function watchedLoader(
  { loader, ports, containment, isReplacement = false }: Parts,
  hooks: LoadHooks,
): ReleaseLoader {
  const { hangs, turns } = containment;
  let queuedAt: number | null = performance.now();
  let isRetry = isReplacement;
  let loads = 0;

  async function load(release: PortletRelease): Promise<LoadedRelease> {
    const life = hooks.begin(release, queuedAt ?? performance.now());
    queuedAt = null;
    life.figures.phase('requested');
    try {
      const { definition, styles } = await loader.load(release);
      life.figures.phase('loaded');
      return { definition, styles: styles && containStyles(styles, release) };
    } finally {
      hooks.tell(containment.repairPage());
    }
  }

  return {
    ...loader,
    async load(wanted) {
      const wasTried = isRetry;
      isRetry = true;
      loads += 1;
      const mine = loads;
      // Whoever waited at the gate while the window ended or began anew begins no life of it.
      const checkWanted = () => {
        if (hooks.hasEnded() || mine !== loads) throw new DOMException('nobody waits for it', 'AbortError');
      };
      const release = await admit(wanted, wasTried, { ports, hangs }).catch((error: unknown) => {
        checkWanted();
        hooks.refuse();
        throw error;
      });
      checkWanted();
      if (!hangs?.isSuspect(releaseName(release))) return load(release);
      const done = await turns.take();
      try {
        checkWanted();
        return await load(release);
      } finally {
        done();
      }
    },
  };
}

function folderOf(release: PortletRelease): string {
  return new URL('.', new URL(release.entry, document.baseURI)).href;
}
