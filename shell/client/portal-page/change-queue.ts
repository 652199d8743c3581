import { isProblem, type ProblemError } from '@yimen/problem';
import type { LayoutChange, PageView, SaveChanges } from '@yimen/shell-contract';
import { createStore, type StoreApi } from 'zustand/vanilla';
import { randomText } from '../app/new-node-id.ts';
import type { ChangeStorage, StoredBatch } from './change-storage.ts';

/** Acts of the person that belong together: saved all or none. */
export type ChangeBatch = StoredBatch;

/** What the page needs to know: what is not saved yet, and whether saving is held up. */
export type QueueState = {
  readonly batches: readonly ChangeBatch[];
  readonly status: 'idle' | 'saving' | 'offline' | 'session-ended';
};

/** Saves the person's acts one after the other, in order. */
export type ChangeQueue = {
  readonly store: StoreApi<QueueState>;
  /** Resolves when the portal server has taken the acts; rejects with the ProblemError when it refuses them. */
  add(slug: string, version: number, changes: readonly LayoutChange[]): Promise<void>;
  /** Tries again at once; for the moment the network is back. */
  resume(): void;
};

type QueuePorts = {
  readonly storage: ChangeStorage;
  save(slug: string, changes: SaveChanges): Promise<PageView>;
  onSaved(slug: string, view: PageView): void;
  /** The portal server refuses acts: they are undone on the screen. */
  onRefused(batch: ChangeBatch, problem: ProblemError): void;
  /** What waits is in memory only: it would be lost with a reload. Told once, until it could be kept again. */
  onUnkept(): void;
};

const firstDelay = 1_000;
const longestDelay = 30_000;

/**
 * A queue that loses nothing (architecture I5): what waits lies in the tab's session storage and is sent again after a
 * sign-in, a crash or a reload. Sending twice does no harm, since acts name their node and their outcome.
 */
export function createChangeQueue(ports: QueuePorts): ChangeQueue {
  const store = createStore<QueueState>(() => ({ batches: ports.storage.read(), status: 'idle' }));
  const waiting = new Map<string, PromiseWithResolvers<void>>();
  let sending: string | null = null;
  let delay = firstDelay;
  let isKept = true;
  let timer: ReturnType<typeof setTimeout> | undefined;

  function setBatches(batches: readonly ChangeBatch[]): void {
    store.setState({ batches });
    const wasKept = isKept;
    isKept = ports.storage.write(batches);
    if (wasKept && !isKept) ports.onUnkept();
  }

  function drop(id: string): void {
    setBatches(store.getState().batches.filter((batch) => batch.id !== id));
  }

  async function flush(): Promise<void> {
    const [next] = store.getState().batches;
    if (!next || sending !== null || store.getState().status === 'session-ended') return;
    clearTimeout(timer);
    sending = next.id;
    store.setState({ status: 'saving' });
    try {
      const view = await ports.save(next.slug, { changes: [...next.changes], version: next.version });
      delay = firstDelay;
      sending = null;
      drop(next.id);
      store.setState({ status: 'idle' });
      ports.onSaved(next.slug, view);
      waiting.get(next.id)?.resolve();
      waiting.delete(next.id);
    } catch (error) {
      sending = null;
      hold(next, error as ProblemError);
    }
    void flush();
  }

  function hold(batch: ChangeBatch, error: ProblemError): void {
    if (isProblem(error, 'session-ended') || isProblem(error, 'sign-in-required')) {
      store.setState({ status: 'session-ended' });
      return;
    }
    if (isWorthRetrying(error)) {
      store.setState({ status: 'offline' });
      timer = setTimeout(() => void retry(), delay);
      delay = Math.min(delay * 2, longestDelay);
      // Keeps `flush` from spinning: the timer or `resume` goes on.
      sending = 'waiting';
      return;
    }
    drop(batch.id);
    store.setState({ status: 'idle' });
    ports.onRefused(batch, error);
    waiting.get(batch.id)?.reject(error);
    waiting.delete(batch.id);
  }

  async function retry(): Promise<void> {
    if (sending === 'waiting') sending = null;
    await flush();
  }

  void Promise.resolve().then(flush);
  return {
    store,
    add(slug, version, changes) {
      const id = randomText(8);
      const result = Promise.withResolvers<void>();
      waiting.set(id, result);
      const { batches } = store.getState();
      setBatches(join(batches, { id, slug, version, changes: [...changes] }, sending, waiting));
      void flush();
      return result.promise;
    },
    resume: () => void retry(),
  };
}

/** A lost connection and a server that is down say nothing about the acts. */
function isWorthRetrying(error: unknown): boolean {
  if (!isProblem(error)) return true;
  return error.problem.status >= 500 || isProblem(error, 'rate-limited');
}

/**
 * Appends a batch. Of a window that is pushed along by arrow keys only the last place matters: the batch before, if it
 * is not on its way yet, gives its windows' older places up.
 */
function join(
  batches: readonly ChangeBatch[],
  batch: ChangeBatch,
  sending: string | null,
  waiting: Map<string, PromiseWithResolvers<void>>,
): readonly ChangeBatch[] {
  const last = batches.at(-1);
  const isPlacing = (candidate: ChangeBatch) => candidate.changes.every(({ op }) => op === 'place');
  const canJoin =
    last && last.id !== sending && last.slug === batch.slug && isPlacing(last) && isPlacing(batch);
  if (!canJoin) return [...batches, batch];
  const placed = new Set(batch.changes.map(({ nodeId }) => nodeId));
  const kept = last.changes.filter(({ nodeId }) => !placed.has(nodeId));
  const before = waiting.get(last.id);
  waiting.get(batch.id)?.promise.then(before?.resolve, before?.reject);
  waiting.delete(last.id);
  return [...batches.slice(0, -1), { ...batch, changes: [...kept, ...batch.changes] }];
}
