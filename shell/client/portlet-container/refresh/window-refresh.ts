import type { Observable, PortletDescriptor, Undo } from '@yimen/portlet-sdk';
import type { RefreshClock } from './refresh-clock.ts';

/** When a window reads its data again by itself. */
export type WindowRefresh = {
  /** A topic was notified; null stands for any. */
  notify(topic: string | null): void;
  /** Whether the window's content is within the screen, or nearly. */
  setOnScreen(isOnScreen: boolean): void;
  end(): void;
};

type Parts = {
  readonly descriptor: PortletDescriptor;
  /** Whether the browser's tab is seen. */
  readonly isVisible: Observable<boolean>;
  readonly clock: RefreshClock;
  /** Reads resources again; none named means all. */
  refresh(resources: readonly string[]): Promise<unknown>;
  /** Whether the last reading failed. */
  hasFailed(): boolean;
};

/** Notifications that follow each other faster are one reading; the first is not kept waiting. */
const gatherMilliseconds = 500;
/** A window whose service fails asks after 2, 4, 8 … intervals, and at least this often. */
const longestPauseSeconds = 900;

/**
 * Reads a window's data again when a topic that it listens to is notified, and at the interval of its descriptor; but only
 * while somebody can see it. What came meanwhile is made up for once when she sees it again (SPEC R130–R133).
 */
export function watchRefresh(parts: Parts): WindowRefresh {
  const { descriptor, isVisible, clock } = parts;
  const due = createDue(Object.keys(descriptor.resources ?? {}));
  const backOff = createBackOff(descriptor.refresh?.intervalSeconds ?? 0);
  let isOnScreen = true;
  let isSeen = isVisible.get();
  let seenUntil = Date.now();
  let gathering: ReturnType<typeof setTimeout> | undefined;
  let leaveClock: Undo | null = null;

  async function read(): Promise<void> {
    const resources = due.take();
    if (resources === null) return;
    await parts.refresh(resources);
    backOff.note(parts.hasFailed());
  }

  function gather(): void {
    if (!isSeen || gathering !== undefined) return;
    void read();
    gathering = setTimeout(() => {
      gathering = undefined;
      if (isSeen && due.isAny()) gather();
    }, gatherMilliseconds);
  }

  function joinClock(): void {
    const seconds = descriptor.refresh?.intervalSeconds;
    if (!seconds || leaveClock) return;
    leaveClock = clock.every(seconds, () => {
      if (backOff.isWaiting()) return;
      due.addAll();
      void read();
    });
  }

  function leave(): void {
    leaveClock?.();
    leaveClock = null;
  }

  function look(): void {
    const sees = isOnScreen && isVisible.get();
    if (sees === isSeen) return;
    isSeen = sees;
    if (!sees) {
      seenUntil = Date.now();
      leave();
      return;
    }
    const seconds = descriptor.refresh?.intervalSeconds;
    if (seconds && Date.now() - seenUntil >= seconds * 1000) due.addAll();
    if (due.isAny()) gather();
    joinClock();
  }

  if (isSeen) joinClock();
  const stopWatching = isVisible.subscribe(look);
  return {
    notify(topic) {
      for (const [name, { topics = [] }] of Object.entries(descriptor.resources ?? {})) {
        if (topic === null ? topics.length > 0 : topics.includes(topic)) due.add(name);
      }
      if (due.isAny()) gather();
    },
    setOnScreen(next) {
      isOnScreen = next;
      look();
    },
    end() {
      stopWatching();
      leave();
      clearTimeout(gathering);
    },
  };
}

/** What must be read again. */
function createDue(all: readonly string[]) {
  const names = new Set<string>();
  let isEverything = false;
  return {
    add: (name: string) => void names.add(name),
    addAll() {
      isEverything = true;
    },
    isAny: () => isEverything || names.size > 0,
    /** @returns null for nothing; an empty list for everything */
    take(): readonly string[] | null {
      if (!isEverything && names.size === 0) return null;
      const taken = isEverything || names.size === all.length ? [] : [...names];
      names.clear();
      isEverything = false;
      return taken;
    },
  };
}

/** How many turns of the clock are let pass after failures. */
function createBackOff(seconds: number) {
  const most = Math.max(0, Math.floor(longestPauseSeconds / Math.max(1, seconds)) - 1);
  let failures = 0;
  let left = 0;
  return {
    note(hasFailed: boolean) {
      failures = hasFailed ? failures + 1 : 0;
      left = Math.min(2 ** failures - 1, most);
    },
    isWaiting() {
      if (left === 0) return false;
      left -= 1;
      return true;
    },
  };
}
