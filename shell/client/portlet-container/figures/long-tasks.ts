import type { Undo } from '@yimen/portlet-sdk';
import type { BrowserDialogs } from './browser-dialogs.ts';
import type { WindowCalls } from './window-calls.ts';

/** Long Animation Frames API; TypeScript's library does not have it yet. */
type ScriptTiming = { readonly startTime: number; readonly duration: number; readonly sourceURL: string };
type FrameTiming = {
  readonly startTime: number;
  readonly duration: number;
  readonly scripts?: readonly ScriptTiming[];
};

/** Milliseconds from which a task is long (Long Tasks API). */
export const longTaskFrom = 50;

/** What kept the page from answering. */
export type LongTask = {
  readonly start: number;
  /** How long a script ran; not for how long it waited in a dialog of the browser. */
  readonly milliseconds: number;
  /** Of the script; empty when nobody knows. */
  readonly address: string;
};

type Watched = {
  /** Folders of releases, with the windows that run them. */
  windowsOf(address: string): readonly string[];
  readonly calls: WindowCalls;
  readonly dialogs: Pick<BrowserDialogs, 'openWithin'>;
  onLongTask(task: LongTask & { readonly windowIds: readonly string[] }): void;
};

/**
 * Tells which window blocked the page: by the address of the script that ran (Long Animation Frames API), or, where the
 * script is the shell's own, such as React's scheduler, by the window whose code the shell knows to have called.
 */
export function watchLongTasks({ windowsOf, calls, dialogs, onLongTask }: Watched): Undo {
  const supported = globalThis.PerformanceObserver?.supportedEntryTypes ?? [];
  const type = ['long-animation-frame', 'longtask'].find((name) => supported.includes(name));
  if (!type) return () => undefined;
  const tell = (task: LongTask) => {
    const byAddress = task.address === '' ? [] : windowsOf(task.address);
    const owner = byAddress.length > 0 ? null : calls.ownerOf(task.start, task.start + task.milliseconds);
    onLongTask({ ...task, windowIds: owner === null ? byAddress : [owner] });
  };
  const observer = new PerformanceObserver((list) => {
    for (const entry of list.getEntries() as (PerformanceEntry & FrameTiming)[])
      longTasksOf(entry, dialogs).forEach(tell);
  });
  observer.observe({ type, buffered: true });
  return () => observer.disconnect();
}

/** The long tasks of an entry: a person who thinks over an answer to `confirm` is not a page that hangs. */
export function longTasksOf(entry: FrameTiming, dialogs: Pick<BrowserDialogs, 'openWithin'>): LongTask[] {
  const scripts: readonly ScriptTiming[] = entry.scripts ?? [{ ...plain(entry), sourceURL: '' }];
  return scripts
    .map(({ startTime, duration, sourceURL }) => ({
      start: startTime,
      milliseconds: duration - dialogs.openWithin(startTime, startTime + duration),
      address: sourceURL,
    }))
    .filter(({ milliseconds }) => milliseconds >= longTaskFrom);
}

/** Members of a PerformanceEntry are getters of its prototype: a spread has none of them. */
function plain({ startTime, duration }: FrameTiming) {
  return { startTime, duration };
}
