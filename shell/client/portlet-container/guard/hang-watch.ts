import { afterTask } from './after-task.ts';
import {
  forgivingStorage,
  readTabs,
  readTimes,
  type StepStorage,
  type TabRecord,
  tabKey,
  writeTimes,
} from './hang-storage.ts';

/**
 * Knows who made the page hang. What one thread cannot contain (an endless loop, a block of seconds) is written down
 * before it begins and struck out afterwards, in storage that outlives the tab: whoever is still there when a page is
 * opened again never came back.
 */
export type HangWatch = {
  /** Modules of a release are there and are evaluated now. @returns that they have been */
  loading(release: string): () => void;
  /** Code of a release is called now, and has come back when the present task is over. */
  running(release: string): void;
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

type Parts = {
  readonly storage: StepStorage;
  /** Name of the tab; the same when it is loaded again. */
  readonly tab: string;
  readonly now?: () => number;
  /** Calls back once the present task is over. */
  readonly later?: (run: () => void) => void;
};

export function createHangWatch({ tab, now = Date.now, later = afterTask, ...parts }: Parts): HangWatch {
  const storage = forgivingStorage(parts.storage);
  const hung = readTimes(storage, hungKey);
  const suspects = new Set<string>();
  for (const [release, at] of hung) if (at <= now() - kept) hung.delete(release);
  for (const [key, record] of readTabs(storage)) {
    if (key !== tabKey(tab) && now() - record.at < deadAfter) continue;
    storage.removeItem(key);
    const guilty = guiltyOf(record);
    if (guilty.length === 1) judge(guilty[0] ?? '', true);
    else for (const release of guilty) suspects.add(release);
  }

  /** Other tabs judge, too: what they have written is kept. */
  function judge(release: string, isGuilty: boolean): void {
    const all = readTimes(storage, hungKey);
    for (const times of [hung, all]) {
      if (isGuilty) times.set(release, now());
      else times.delete(release);
    }
    for (const [name, at] of all) if (at <= now() - kept) all.delete(name);
    writeTimes(storage, hungKey, all);
  }

  const loading = new Set<string>();
  let running: string | null = null;
  let isWritten = false;
  let isStriking = false;
  let isWriting = false;
  const write = () => {
    isWritten = running !== null || loading.size > 0;
    if (!isWritten) storage.removeItem(tabKey(tab));
    else storage.setItem(tabKey(tab), JSON.stringify({ at: now(), running, loading: [...loading] }));
  };
  /** Modules are evaluated in a task of their own: what begins to load now is written once. */
  const writeSoon = () => {
    if (!isWriting)
      queueMicrotask(() => {
        isWriting = false;
        write();
      });
    isWriting = true;
  };
  /** Once for all that the present task does. */
  const strikeOut = () => {
    if (isStriking) return;
    isStriking = true;
    later(() => {
      isStriking = false;
      running = null;
      if (isWritten) write();
    });
  };
  // A page that is left in the middle of something did not hang.
  const leave = () => {
    loading.clear();
    running = null;
    if (isWritten) write();
  };
  globalThis.addEventListener?.('pagehide', leave);

  return {
    loading(release) {
      loading.add(release);
      writeSoon();
      return () => {
        loading.delete(release);
        strikeOut();
      };
    },
    running(release) {
      if (running !== release) {
        running = release;
        write();
      }
      strikeOut();
    },
    hasHung: (release) => hung.has(release),
    isSuspect: (release) => suspects.has(release),
    accuse: (release) => judge(release, true),
    acquit(release) {
      suspects.delete(release);
      if (hung.has(release)) judge(release, false);
    },
    dispose() {
      globalThis.removeEventListener?.('pagehide', leave);
      leave();
    },
  };
}

/**
 * Who of a page never came back. JavaScript runs one at a time, so that code which was called is guilty alone. Modules are
 * evaluated in an order that nobody knows: all that were loading are suspects.
 */
function guiltyOf({ running, loading }: TabRecord): readonly string[] {
  return running === null ? loading : [running];
}
