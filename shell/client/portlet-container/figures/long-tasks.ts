import type { Undo } from '@yimen/portlet-sdk';
import type { WindowCalls } from './window-calls.ts';

/** Long Animation Frames API; TypeScript's library does not have it yet. */
type ScriptTiming = { readonly startTime: number; readonly duration: number; readonly sourceURL: string };
type FrameTiming = PerformanceEntry & { readonly scripts?: readonly ScriptTiming[] };

/** Milliseconds from which a task is long (Long Tasks API). */
export const longTaskFrom = 50;

type Watched = {
  /** Folders of releases, with the windows that run them. */
  windowsOf(address: string): readonly string[];
  readonly calls: WindowCalls;
  onLongTask(task: { windowIds: readonly string[]; start: number; milliseconds: number }): void;
};

/**
 * Tells which window blocked the page: by the address of the script that ran (Long Animation Frames API), or, where the
 * script is the shell's own, such as React's scheduler, by the window whose code the shell knows to have called.
 */
export function watchLongTasks({ windowsOf, calls, onLongTask }: Watched): Undo {
  const supported = globalThis.PerformanceObserver?.supportedEntryTypes ?? [];
  const type = ['long-animation-frame', 'longtask'].find((name) => supported.includes(name));
  if (!type) return () => undefined;
  const judge = (start: number, milliseconds: number, address: string) => {
    const byAddress = address === '' ? [] : windowsOf(address);
    const owner = byAddress.length > 0 ? null : calls.ownerOf(start, start + milliseconds);
    onLongTask({ windowIds: owner === null ? byAddress : [owner], start, milliseconds });
  };
  const observer = new PerformanceObserver((list) => {
    for (const entry of list.getEntries() as FrameTiming[]) {
      const scripts = entry.scripts ?? [entry as FrameTiming & { sourceURL?: string }];
      for (const script of scripts) {
        if (script.duration >= longTaskFrom) judge(script.startTime, script.duration, script.sourceURL ?? '');
      }
    }
  });
  observer.observe({ type, buffered: true });
  return () => observer.disconnect();
}
