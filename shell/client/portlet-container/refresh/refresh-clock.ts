import type { Undo } from '@yimen/portlet-sdk';

/** Tells windows when the interval of their portlet has passed. */
export type RefreshClock = {
  /**
   * Calls again and again until the undo. Windows with the same interval are called in the same moment, so that what two
   * of them read alike is one request.
   * @param seconds the portlet's interval; the administrator's minimum counts when it is longer
   */
  every(seconds: number, run: () => void): Undo;
};

/** Each turn is up to a tenth shorter or longer: shells that began together (08:30) must not ask together for ever. */
const jitter = 0.1;

type Group = { readonly members: Set<{ run: () => void }>; timer: ReturnType<typeof setTimeout> | undefined };

/**
 * A clock for all windows of a page.
 * @param minimumSeconds the shortest interval that the administrator allows
 */
export function createRefreshClock(minimumSeconds: number, random: () => number = Math.random): RefreshClock {
  const groups = new Map<number, Group>();

  function wind(group: Group, seconds: number): void {
    group.timer = setTimeout(
      () => {
        wind(group, seconds);
        for (const { run } of [...group.members]) run();
      },
      seconds * 1000 * (1 - jitter + 2 * jitter * random()),
    );
  }

  return {
    every(wanted, run) {
      const seconds = Math.max(wanted, minimumSeconds);
      const group = groups.get(seconds) ?? { members: new Set(), timer: undefined };
      if (!groups.has(seconds)) {
        groups.set(seconds, group);
        wind(group, seconds);
      }
      const member = { run };
      group.members.add(member);
      return () => {
        if (!group.members.delete(member) || group.members.size > 0) return;
        clearTimeout(group.timer);
        groups.delete(seconds);
      };
    },
  };
}
