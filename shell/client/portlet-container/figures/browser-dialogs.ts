import type { Undo } from '@yimen/portlet-sdk';

/** Functions that open a dialog of the browser, in which every script waits for the person. */
const openers = ['alert', 'confirm', 'prompt', 'print'] as const;
type Opener = (...args: unknown[]) => unknown;

/** When scripts waited in dialogs of the browser. */
export type BrowserDialogs = {
  /** Milliseconds of a stretch of time in which one was open. */
  openWithin(start: number, end: number): number;
  stop: Undo;
};

const kept = 50;

/**
 * Notes when dialogs of the browser are open, by standing in for the functions that open them. The Long Animation Frames
 * API should tell it (`pauseDuration`), but tells of synchronous requests only, which do block a page: Chromium 156
 * measures 0 for `alert`, `confirm` and `prompt`.
 *
 * @param browser whose functions they are
 */
export function watchBrowserDialogs(
  browser: Pick<Window, (typeof openers)[number]>,
  now: () => number = () => performance.now(),
): BrowserDialogs {
  const functions = browser as unknown as Record<(typeof openers)[number], Opener | undefined>;
  const opened: { readonly start: number; readonly end: number }[] = [];
  const undos = openers.map((name): Undo => {
    const native = functions[name];
    if (!native) return () => undefined;
    const standIn: Opener = (...args) => {
      const start = now();
      try {
        return native.apply(browser, args);
      } finally {
        opened.push({ start, end: now() });
        if (opened.length > kept) opened.shift();
      }
    };
    functions[name] = standIn;
    return () => {
      if (functions[name] === standIn) functions[name] = native;
    };
  });
  return {
    openWithin: (from, to) =>
      opened.reduce((sum, { start, end }) => sum + Math.max(0, Math.min(end, to) - Math.max(start, from)), 0),
    stop() {
      for (const undo of undos) undo();
    },
  };
}
