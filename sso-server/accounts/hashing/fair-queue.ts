/** More attempts wait than can be served in reasonable time: answer 503 with Retry-After. */
export class PasswordQueueFull extends Error {
  override readonly name = 'PasswordQueueFull';
  readonly retryAfterSeconds = 2;
}

/** Work that nobody waits for in front of a page, such as the hashes of an import. It runs when nobody else does. */
export const backgroundLane = Symbol('background');
export type Lane = string | typeof backgroundLane;

/** For metrics: how many wait, and a hook that hears how many seconds each has waited. */
export type QueueStatistics = { readonly waiting: number; onStart: ((seconds: number) => void) | undefined };

type Waiting = { start: () => void; refuse: (error: Error) => void };

/**
 * A bounded number runs, a bounded number waits. Lanes (networks) take turns, and when no place is left, the lane
 * with the most waiting gives up its newest for a lane with fewer: whoever floods the queue waits behind herself.
 */
export function createFairQueue(o: { concurrency: number; maximumWaiting: number }) {
  const lanes = new Map<string, Waiting[]>();
  const background: Waiting[] = [];
  let running = 0;
  let waiting = 0;
  const statistics: QueueStatistics = {
    get waiting() {
      return waiting;
    },
    onStart: undefined,
  };

  function makePlace(lane: string): boolean {
    if (waiting < o.maximumWaiting) return true;
    const [longest, queue] = [...lanes].reduce((most, each) =>
      each[1].length > most[1].length ? each : most,
    );
    if (longest === lane || queue.length <= (lanes.get(lane)?.length ?? 0) + 1) return false;
    waiting--;
    queue.pop()?.refuse(new PasswordQueueFull());
    return true;
  }

  function enqueue(lane: Lane): Promise<void> {
    return new Promise((start, refuse) => {
      if (lane === backgroundLane) {
        background.push({ start, refuse });
        return;
      }
      if (!makePlace(lane)) {
        refuse(new PasswordQueueFull());
        return;
      }
      waiting++;
      const queue = lanes.get(lane);
      if (queue) queue.push({ start, refuse });
      else lanes.set(lane, [{ start, refuse }]);
    });
  }

  /** The first of the lane whose turn it is; the lane goes to the end of the round. */
  function takeNext(): Waiting | undefined {
    const [first] = lanes;
    if (!first) return background.shift();
    const [lane, queue] = first;
    lanes.delete(lane);
    const next = queue.shift();
    if (queue.length > 0) lanes.set(lane, queue);
    waiting--;
    return next;
  }

  return {
    async run<T>(lane: Lane, work: () => Promise<T>): Promise<T> {
      const askedAt = performance.now();
      if (running >= o.concurrency) await enqueue(lane);
      else running++;
      statistics.onStart?.((performance.now() - askedAt) / 1000);
      try {
        return await work();
      } finally {
        // The place is handed over, so nobody who comes in between can take it.
        const next = takeNext();
        if (next) next.start();
        else running--;
      }
    },
    statistics,
    get waiting(): number {
      return waiting;
    },
  };
}
