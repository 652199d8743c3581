import type { QueryClient } from '@tanstack/react-query';

/** Marks a window busy until it is switched off. */
export type BusySwitch = { set(isBusy: boolean): void };

let switches = 0;

/**
 * A window is busy while its query client reads (SPEC R44); a reading that waits makes it busy for work of other kinds.
 *
 * @param queries the window's own query client
 */
export function createBusySwitch(queries: QueryClient): BusySwitch {
  let release: (() => void) | null = null;
  return {
    set(isBusy) {
      if (isBusy === (release !== null)) return;
      if (!isBusy) {
        release?.();
        release = null;
        return;
      }
      const { promise, resolve } = Promise.withResolvers<null>();
      release = () => resolve(null);
      switches += 1;
      // Cleared with the window, it rejects: then nobody is waiting any more.
      queries
        .fetchQuery({ queryKey: ['yimen:busy', switches], queryFn: () => promise, gcTime: 0 })
        .catch(() => undefined);
    },
  };
}
