import type { Undo } from '@yimen/portlet-sdk';
import { createFigureRecorder, type FigureRecorder, type LifeFigures } from '../figures/figure-recorder.ts';
import { watchLongTasks } from '../figures/long-tasks.ts';
import { createWindowCalls, type WindowCalls } from '../figures/window-calls.ts';
import { listen } from '../observable.ts';

/** A window whose code runs, as far as containment must know it. */
export type Inmate = {
  readonly windowId: string;
  /** Folder of the release's files; empty while no code was asked for. */
  folder(): string;
  life(): LifeFigures | null;
};

/** What keeps one portlet's trouble in its own windows, for all windows of the page. */
export type Containment = {
  readonly figures: FigureRecorder;
  readonly calls: WindowCalls;
  /** Watches a window until the undo. */
  add(inmate: Inmate): Undo;
  dispose(): void;
};

export function createContainment(): Containment {
  const inmates = new Set<Inmate>();
  const figures = createFigureRecorder();
  const calls = createWindowCalls();
  const stopLongTasks = watchLongTasks({
    calls,
    windowsOf: (address) =>
      [...inmates]
        .filter((inmate) => inmate.folder() !== '' && address.startsWith(inmate.folder()))
        .map(({ windowId }) => windowId),
    onLongTask({ windowIds, milliseconds }) {
      // Windows of one release share its code: each is told its part.
      for (const inmate of inmates) {
        if (windowIds.includes(inmate.windowId)) inmate.life()?.longTask(milliseconds / windowIds.length);
      }
    },
  });
  return {
    figures,
    calls,
    add: (inmate) => listen(inmates, inmate),
    dispose: stopLongTasks,
  };
}
