/** A stretch of time in which a window's code is known to have run, or, without a length, to have been woken. */
type Call = { readonly windowId: string; readonly start: number; readonly end: number };

/** Which window's code ran when: what long tasks are attributed by where no script's address tells it. */
export type WindowCalls = {
  /** Runs the code of a window. */
  time<T>(windowId: string, run: () => T): T;
  /** Begins a stretch that ends later in the same task. @returns its end */
  begin(windowId: string): () => void;
  /** Wakes a window: what runs soon after is its doing (data has come, a person has clicked into it). */
  touch(windowId: string): void;
  /**
   * The window that most of a stretch of time belongs to.
   * @returns null when none is known to have run, or several were woken and none of them is known to have run
   */
  ownerOf(start: number, end: number): string | null;
};

const kept = 200;
/** A portlet that data or a click has woken renders within this time, or the page is busy with something else. */
const wakes = 100;

/** Remembers the newest calls. */
export function createWindowCalls(
  now: () => number = () => performance.now(),
  onCall: (call: Call) => void = () => undefined,
): WindowCalls {
  const calls: Call[] = [];
  const add = (call: Call) => {
    calls.push(call);
    if (calls.length > kept) calls.shift();
    if (call.end > call.start) onCall(call);
  };
  const begin = (windowId: string) => {
    const start = now();
    return () => add({ windowId, start, end: now() });
  };
  return {
    begin,
    time(windowId, run) {
      const end = begin(windowId);
      try {
        return run();
      } finally {
        end();
      }
    },
    touch(windowId) {
      const at = now();
      add({ windowId, start: at, end: at });
    },
    ownerOf(start, end) {
      const shares = new Map<string, number>();
      for (const call of calls) {
        const share = Math.min(call.end, end) - Math.max(call.start, start);
        if (share > 0) shares.set(call.windowId, (shares.get(call.windowId) ?? 0) + share);
      }
      const [most] = [...shares].sort(([, a], [, b]) => b - a);
      if (most && most[1] >= (end - start) / 2) return most[0];
      const woken = calls.filter((call) => call.start >= start - wakes && call.start <= end);
      const names = new Set(woken.map(({ windowId }) => windowId));
      return names.size === 1 ? ([...names][0] ?? null) : null;
    },
  };
}
