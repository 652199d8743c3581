import {
  isNewer,
  type RunningWindow,
  readRecord,
  readTabs,
  type StepStorage,
  tabKey,
  writeRecord,
} from './hang-storage.ts';

/** What a window is doing that could hang: the last step that was begun is the one that never ended. */
export type HangStep = 'loading' | 'rendering' | 'rendered' | 'laid-out' | 'handling';

/**
 * Knows who made the page hang. What one thread cannot contain (an endless loop, a block of seconds) is written down
 * before it begins and struck out afterwards, in storage that outlives the tab: whoever is still there when a page is
 * opened again never came back.
 */
export type HangWatch = {
  /** A window begins a step. */
  step(window: RunningWindow, step: HangStep): void;
  /** It is done with it; without a step, with whatever it was doing. */
  done(windowId: string, step?: HangStep): void;
  /** Whether a release hung or blocked a page lately. */
  hasHung(release: string): boolean;
  /** Several releases were loading when the page hung: they are loaded one after the other, so that the next time tells. */
  isSuspect(release: string): boolean;
  /** It blocked the page for seconds. */
  accuse(release: string): void;
  /** It has loaded and rendered well. */
  acquit(release: string): void;
  dispose(): void;
};

const kept = 24 * 3_600_000;
/** A tab that is alive is in one step for less than that; a loop of another tab that is still open is older. */
const deadAfter = 15_000;
const hungKey = 'yimen.hung';

export function createHangWatch(parts: { storage: StepStorage; tab: string; now?: () => number }): HangWatch {
  const { storage, tab, now = Date.now } = parts;
  const hung = new Map(
    Object.entries(readRecord(storage, hungKey)).filter(([, at]) => isNewer(now() - kept, at)),
  );
  const suspects = new Set<string>();
  for (const { key, at, windows } of readTabs(storage)) {
    if (key !== tabKey(tab) && now() - at < deadAfter) continue;
    storage.removeItem(key);
    const guilty = guiltyOf(windows);
    if (guilty.length === 1) hung.set(guilty[0] ?? '', now());
    else for (const release of guilty) suspects.add(release);
  }
  const keep = () => writeRecord(storage, hungKey, Object.fromEntries(hung));
  keep();

  const running = new Map<string, RunningWindow & { step: HangStep }>();
  const write = () => {
    if (running.size === 0) storage.removeItem(tabKey(tab));
    else storage.setItem(tabKey(tab), JSON.stringify({ at: now(), windows: [...running.values()] }));
  };
  // A page that is left in the middle of something did not hang.
  const leave = () => {
    running.clear();
    write();
  };
  globalThis.addEventListener?.('pagehide', leave);

  return {
    step(window, step) {
      // The order in which windows began is kept: effects run in the order of the page.
      running.set(window.windowId, { ...window, step });
      write();
    },
    done(windowId, step) {
      const present = running.get(windowId);
      if (!present || (step && present.step !== step)) return;
      running.delete(windowId);
      write();
    },
    hasHung: (release) => hung.has(release),
    isSuspect: (release) => suspects.has(release),
    accuse(release) {
      hung.set(release, now());
      keep();
    },
    acquit(release) {
      suspects.delete(release);
      if (hung.delete(release)) keep();
    },
    dispose() {
      globalThis.removeEventListener?.('pagehide', leave);
      leave();
    },
  };
}

/**
 * Who of several windows never came back. JavaScript runs one at a time: a handler or a rendering that was begun is
 * guilty alone. Then come layout effects and effects, each in the order of the page, so that the first window that has
 * not done its own is guilty. Modules are evaluated in an order that nobody knows: all that were loading are suspects.
 */
function guiltyOf(windows: readonly (RunningWindow & { step: HangStep })[]): string[] {
  for (const step of ['handling', 'rendering', 'rendered', 'laid-out'] as const) {
    const first = windows.find((window) => window.step === step);
    if (first) return [first.release];
  }
  return [...new Set(windows.map(({ release }) => release))];
}
