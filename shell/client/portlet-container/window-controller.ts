import type { Observable, PortletContext, PortletMode, Undo } from '@yimen/portlet-sdk';
import { isProblem, type ProblemError, problem } from '@yimen/problem';
import type { ComponentType } from 'react';
import { adoptStyles } from './adopted-styles.ts';
import { timeBudgets } from './budgets/bounded-reads.ts';
import type { ContainedWindow, ContainerPorts, UiModule } from './container-ports.ts';
import type { EventBus } from './event-bus.ts';
import type { LoadedRelease } from './federation.ts';
import { derivedValue, isSameJson, observableValue } from './observable.ts';
import { watchRefresh } from './refresh/window-refresh.ts';
import { type PortletRelease, type ReleaseLoader, withBudget } from './release-loader.ts';
import type { WindowKeeper } from './upgrade/window-keeper.ts';
import { createWindowContext, windowTitle } from './window-context.ts';
import { attributeErrors, createWindowLog, type WindowLog } from './window-log.ts';
import { createStepUp, type WindowStepUp } from './window-step-up.ts';

/** A running portlet: what its window renders. */
export type PortletMount = {
  /** Another life has another key, in whichever window, so that React starts it afresh. */
  readonly key: number;
  readonly context: PortletContext;
  readonly ui: UiModule | null;
  readonly Component: ComponentType;
  readonly mode: PortletMode;
  /** Modes that the portlet has code for; the shell draws settings and help of the others. */
  readonly ownModes: readonly PortletMode[];
};

/** What a window shows. */
export type WindowSnapshot =
  | { readonly status: 'loading' }
  | { readonly status: 'failed'; readonly problem: ProblemError; readonly phase: FailurePhase }
  | { readonly status: 'ready'; readonly mount: PortletMount };

/** When a portlet failed. */
export type FailurePhase = 'load' | 'render';

/** The life of one window, outside of React: loading, running, refreshing, ending. */
export type WindowController = {
  readonly windowId: string;
  readonly release: PortletRelease;
  readonly snapshot: Observable<WindowSnapshot>;
  readonly title: Observable<string>;
  /** Loading, not yet on the screen, or reading data. */
  readonly isBusy: Observable<boolean>;
  /** The `acr_values` that its service asks for; null while it asks for none. */
  readonly stepUp: Observable<string | null>;
  readonly log: WindowLog;
  /** Takes over the window's present title, preferences and state. */
  update(window: ContainedWindow): void;
  /** Starts again with a new context, and with new code when the code was what failed. */
  retry(): void;
  /** Reads this window's data again and says when that fails, or tries again when the window had failed. */
  refresh(): Promise<void>;
  /** A topic of the event stream was notified; null stands for any. */
  notify(topic: string | null): void;
  /** Whether the window's content is within the screen; what nobody sees reads nothing again by itself. */
  setOnScreen(isOnScreen: boolean): void;
  /** The component is on the screen, and its first requests are on their way. */
  mounted(key: number): void;
  /** The component threw while rendering. */
  renderFailed(key: number, error: unknown): void;
  dispose(): void;
};

type Life = { readonly key: number; end(): void; refresh(resources: readonly string[]): Promise<void> };

type ControllerParts = {
  readonly loader: ReleaseLoader;
  readonly bus: EventBus;
  readonly ports: ContainerPorts;
  readonly keeper: WindowKeeper;
};

/** Begins the life of a window; loading starts at once. */
export function createWindowController(
  initial: ContainedWindow,
  release: PortletRelease,
  parts: ControllerParts,
): WindowController {
  const { ports } = parts;
  const window = observableValue(initial, isSameJson);
  const log = createWindowLog();
  const lives = keepLives({ ...parts, window, release, log });
  const { snapshot, isBusy, stepUp } = lives;
  const refreshing = watchRefresh({
    descriptor: release.descriptor,
    isVisible: ports.isVisible,
    clock: ports.refreshClock,
    refresh: lives.refresh,
    hasFailed: () => failedReads(snapshot.get()).length > 0,
  });
  void lives.start();

  return {
    windowId: initial.id,
    release,
    snapshot,
    isBusy,
    stepUp: stepUp.asked,
    log,
    title: windowTitle(window, release, ports.locale),
    update: (next) => window.set(next),
    retry: () => void lives.start(),
    async refresh() {
      if (snapshot.get().status === 'failed') return lives.start();
      stepUp.forget();
      await lives.refresh([]);
      const stale = staleProblem(snapshot.get());
      if (stale) ports.notices.error(stale);
    },
    notify: refreshing.notify,
    setOnScreen: refreshing.setOnScreen,
    mounted(key) {
      const current = snapshot.get();
      if (current.status !== 'ready' || current.mount.key !== key) return;
      isBusy.set(current.mount.context.queries.isFetching() > 0);
    },
    renderFailed: (key, error) => lives.fail(key, error, 'render'),
    dispose() {
      refreshing.end();
      lives.end();
    },
  };
}

type LivesParts = ControllerParts & Pick<LifeParts, 'window' | 'release' | 'log'>;

let lives = 0;

/** One life after the other: each retry is a new one, and what an old one still does no longer counts. */
function keepLives(parts: LivesParts) {
  const { release, log, ports } = parts;
  const snapshot = observableValue<WindowSnapshot>({ status: 'loading' });
  const isBusy = observableValue(true);
  const stepUp = createStepUp();
  let life: Life | null = null;

  async function start(): Promise<void> {
    life?.end();
    lives += 1;
    const key = lives;
    life = noLife(key);
    snapshot.set({ status: 'loading' });
    isBusy.set(true);
    stepUp.forget();
    try {
      const [loaded, ui] = await Promise.all([
        parts.loader.load(release),
        needsUi(release) ? ports.loadUi() : null,
      ]);
      if (life?.key === key) life = beginLife({ ...parts, key, loaded, ui, snapshot, isBusy, stepUp, fail });
    } catch (error) {
      fail(key, error, 'load');
    }
  }

  function fail(key: number, error: unknown, phase: FailurePhase): void {
    if (life?.key !== key) return;
    life.end();
    life = noLife(key);
    const known = isProblem(error)
      ? error
      : problem('portlet-load-failed', { detail: describe(error), cause: error });
    log.write('error', `${phase}-failed`, known.problem.detail ?? known.message);
    snapshot.set({ status: 'failed', problem: known, phase });
    isBusy.set(false);
  }

  return {
    snapshot,
    isBusy,
    stepUp,
    start,
    fail,
    refresh: async (resources: readonly string[]) => life?.refresh(resources),
    end() {
      life?.end();
      life = null;
    },
  };
}

/** Why data that is still shown could not be read again: the portlet goes on showing what it had. */
function staleProblem(shown: WindowSnapshot): ProblemError | undefined {
  const failed = failedReads(shown).find(({ state }) => state.data !== undefined);
  return isProblem(failed?.state.error) ? (failed.state.error as ProblemError) : undefined;
}

/** What the window shows and could not read the last time. */
function failedReads(shown: WindowSnapshot) {
  if (shown.status !== 'ready') return [];
  const queries = shown.mount.context.queries.getQueryCache().findAll({ type: 'active' });
  return queries.filter(({ state }) => state.status === 'error');
}

/** A life that has not begun yet, or is over. */
function noLife(key: number): Life {
  return { key, end: () => undefined, refresh: async () => undefined };
}

type LifeParts = {
  readonly key: number;
  readonly loaded: LoadedRelease;
  readonly ui: UiModule | null;
  readonly window: Observable<ContainedWindow>;
  readonly release: PortletRelease;
  readonly log: WindowLog;
  readonly bus: EventBus;
  readonly ports: ContainerPorts;
  readonly keeper: WindowKeeper;
  readonly snapshot: { get(): WindowSnapshot; set(value: WindowSnapshot): void };
  readonly isBusy: { set(value: boolean): void };
  readonly stepUp: WindowStepUp;
  fail(key: number, error: unknown, phase: FailurePhase): void;
};

function beginLife(parts: LifeParts): Life {
  const { key, loaded, ports, window, snapshot } = parts;
  const mode = shownMode(loaded, window.get().id, ports);
  const { context, dispose } = createWindowContext({
    ...parts,
    ports: parts.stepUp.watch(ports),
    shownMode: mode,
  });
  const { queries } = context;
  const undos: Undo[] = [
    dispose,
    attributeErrors(parts.release.entry, parts.log),
    ...(loaded.styles ? [adoptStyles(loaded.styles)] : []),
    mode.subscribe(() => void show()),
    queries.getQueryCache().subscribe(({ type }) => {
      // Only changes of state; the other events come while the portlet renders, when the window must not.
      if ((type === 'updated' || type === 'removed') && isShown()) parts.isBusy.set(queries.isFetching() > 0);
    }),
  ];
  let isEnded = false;
  const isShown = () => {
    const current = snapshot.get();
    return !isEnded && current.status === 'ready' && current.mount.key === key;
  };

  async function show(): Promise<void> {
    const wanted = mode.get();
    try {
      const load = loaded.definition.modes[wanted] ?? loaded.definition.modes.view;
      const Component = await withBudget(load(), timeBudgets(parts.release).load);
      if (isEnded || mode.get() !== wanted) return;
      const ownModes = Object.keys(loaded.definition.modes) as PortletMode[];
      snapshot.set({
        status: 'ready',
        mount: { key, context, ui: parts.ui, Component, mode: wanted, ownModes },
      });
      parts.log.write('info', 'shown', wanted);
    } catch (error) {
      parts.fail(key, error, 'load');
    }
  }

  void show();
  return {
    key,
    refresh: async (resources) => {
      if (isShown()) await context.resources.refresh(...resources);
    },
    end() {
      isEnded = true;
      for (const undo of undos.reverse()) undo();
    },
  };
}

/** The mode of the window as far as the portlet has code for it; settings and help may be the shell's own. */
function shownMode(loaded: LoadedRelease, windowId: string, ports: ContainerPorts): Observable<PortletMode> {
  return derivedValue([ports.renderState], ({ windows }): PortletMode => {
    const mode = windows[windowId]?.mode ?? 'view';
    return loaded.definition.modes[mode] ? mode : 'view';
  });
}

function needsUi(release: PortletRelease): boolean {
  return Object.keys(release.needs).some(
    (name) => name.startsWith('@yimen/ui') && name !== '@yimen/ui/theme',
  );
}

function describe(error: unknown): string {
  return error instanceof Error ? `${error.name}: ${error.message}` : String(error);
}
