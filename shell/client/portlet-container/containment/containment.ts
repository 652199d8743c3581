import type { Undo } from '@yimen/portlet-sdk';
import { isDesignSheet } from '@yimen/ui/theme';
import { isAdopted } from '../adopted-styles.ts';
import type { BudgetGovernor } from '../budgets/budget-governor.ts';
import type { ContainerPorts } from '../container-ports.ts';
import { watchBrowserDialogs } from '../figures/browser-dialogs.ts';
import { createFigureRecorder, type FigureRecorder, type LifeFigures } from '../figures/figure-recorder.ts';
import { watchLongTasks } from '../figures/long-tasks.ts';
import { createWindowCalls, type WindowCalls } from '../figures/window-calls.ts';
import { removeForeignSheets } from '../guard/contained-styles.ts';
import { createGlobalGuard } from '../guard/global-guard.ts';
import type { HangWatch } from '../guard/hang-watch.ts';
import { watchRenderSteps } from '../guard/render-steps.tsx';
import { watchInputs } from '../guard/watch-inputs.ts';
import type { WindowLog } from '../window-log.ts';
import { judgeLongTask } from './blocked-page.ts';
import { createTurns, type Turns } from './turns.ts';

/** A window whose code runs, as far as containment must know it. */
export type WatchedWindow = {
  readonly windowId: string;
  readonly log: WindowLog;
  /** Folder of the release's files; empty while no code was asked for. */
  folder(): string;
  /** `todo@1.2.0`. */
  release(): string;
  /** It comes from a developer's own machine, where code is held by breakpoints. */
  isInDevelopment(): boolean;
  life(): LifeFigures | null;
  governor(): BudgetGovernor | null;
};

/** What keeps one portlet's trouble in its own windows, for all windows of the page. */
export type Containment = {
  readonly figures: FigureRecorder;
  readonly calls: WindowCalls;
  readonly hangs: HangWatch | null;
  /** Suspects load one after the other. */
  readonly turns: Turns;
  /** Undoes what code did to what belongs to everybody. @returns what it was */
  repairPage(): string[];
  /** Watches a window until the undo. */
  add(watched: WatchedWindow): Undo;
  dispose(): void;
};

export function createContainment(ports: Pick<ContainerPorts, 'hangs'>): Containment {
  const windows = new Map<string, WatchedWindow>();
  const figures = createFigureRecorder();
  const calls = createWindowCalls();
  const hangs = ports.hangs ?? null;
  const dialogs = watchBrowserDialogs(window);
  const guard = createGlobalGuard();
  // The shell adopts no other sheet of its own later; the design system does, with each component's first showing.
  const ownSheets = new Set(document.adoptedStyleSheets ?? []);
  const rendering = new Map<string, () => void>();

  const undos: Undo[] = [
    dialogs.stop,
    watchLongTasks({
      calls,
      dialogs,
      windowsOf: (address) =>
        [...windows.values()]
          .filter((watched) => watched.folder() !== '' && address.startsWith(watched.folder()))
          .map(({ windowId }) => windowId),
      onLongTask({ windowIds, milliseconds }) {
        // Windows of one release share its code: each is told its part.
        for (const id of windowIds) blame(windows.get(id), milliseconds / windowIds.length);
      },
    }),
    watchRenderSteps((windowId, step) => {
      const watched = windows.get(windowId);
      if (!watched) return;
      if (step !== 'rendered') hangs?.running(watched.release());
      if (step === 'rendering') rendering.set(windowId, calls.begin(windowId));
      else if (step === 'rendered') {
        rendering.get(windowId)?.();
        rendering.delete(windowId);
      }
    }),
    watchInputs(document, (windowId) => {
      const watched = windows.get(windowId);
      calls.touch(windowId);
      if (watched?.life()) hangs?.running(watched.release());
    }),
  ];

  function blame(watched: WatchedWindow | undefined, milliseconds: number): void {
    if (!watched || watched.isInDevelopment()) return;
    const verdict = judgeLongTask(milliseconds, document);
    if (verdict === 'nothing') return;
    watched.life()?.longTask(milliseconds);
    if (verdict === 'blocked') {
      watched.log.write('error', 'page-blocked', `${Math.round(milliseconds)} ms`);
      hangs?.accuse(watched.release());
    }
    watched.governor()?.blocked(milliseconds);
  }

  return {
    figures,
    calls,
    hangs,
    turns: createTurns(),
    repairPage() {
      const sheets = removeForeignSheets(
        (sheet) => ownSheets.has(sheet) || isAdopted(sheet) || isDesignSheet(sheet),
      );
      return [...guard.repair(), ...(sheets > 0 ? ['document.adoptedStyleSheets'] : [])];
    },
    add(watched) {
      windows.set(watched.windowId, watched);
      return () => void windows.delete(watched.windowId);
    },
    dispose() {
      for (const undo of undos) undo();
      hangs?.dispose();
    },
  };
}
