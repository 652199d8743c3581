import type { DatabaseLog } from './database-log.ts';
import type { TransactionScope } from './transaction-scope.ts';

/**
 * Short messages between everything that has this database open: this process on SQLite, all nodes on PostgreSQL.
 * They carry ids, not data (at most {@link maximumMessageBytes} bytes). The reserved topic `resync` comes after an
 * interruption: messages may have been missed, so read again what you keep in memory.
 */
export type Bus = {
  /**
   * Sends a message to every subscriber, the own process included. Inside `transaction()` it is put off until the
   * commit, and dropped on rollback.
   * @throws Error when the message is too long
   */
  publish(topic: string, payload?: unknown): Promise<void>;
  /** Listens to a topic. @returns the undo; calling it twice is safe */
  subscribe(topic: string, listener: (payload: unknown) => void): () => void;
};

/** PostgreSQL refuses NOTIFY payloads of 8,000 bytes; the same limit holds on SQLite. */
export const maximumMessageBytes = 7_900;

type Message = { topic: string; payload: unknown };

/** Encodes a message. @throws Error when it is too long */
export function encodeMessage(topic: string, payload: unknown): string {
  const text = JSON.stringify(payload === undefined ? [topic] : [topic, payload]);
  const bytes = Buffer.byteLength(text);
  if (bytes > maximumMessageBytes)
    throw new Error(`bus message on ${topic} has ${bytes} bytes: send ids, not data`);
  return text;
}

/** Decodes what {@link encodeMessage} made. @returns undefined for anything else */
export function decodeMessage(text: string): Message | undefined {
  try {
    const parsed: unknown = JSON.parse(text);
    if (!Array.isArray(parsed) || typeof parsed[0] !== 'string') return undefined;
    return { topic: parsed[0], payload: parsed[1] };
  } catch {
    return undefined;
  }
}

/** Listeners of this process. A listener that throws is logged and hurts nobody else. */
export class Subscriptions {
  readonly #listeners = new Map<string, Set<{ call: (payload: unknown) => void }>>();
  readonly #log: DatabaseLog;
  readonly #scope: TransactionScope;

  constructor(log: DatabaseLog, scope: TransactionScope) {
    this.#log = log;
    this.#scope = scope;
  }

  /** Adds a listener. @returns the undo */
  add(topic: string, call: (payload: unknown) => void): () => void {
    const set = this.#listeners.get(topic) ?? new Set();
    this.#listeners.set(topic, set);
    const entry = { call };
    set.add(entry);
    return () => {
      set.delete(entry);
      if (set.size === 0 && this.#listeners.get(topic) === set) this.#listeners.delete(topic);
    };
  }

  /** Calls the listeners of a topic, later and outside any transaction of the publisher. */
  dispatch({ topic, payload }: Message): void {
    this.#scope.outside(() => setImmediate(() => this.#deliver(topic, payload)));
  }

  #deliver(topic: string, payload: unknown): void {
    for (const { call } of [...(this.#listeners.get(topic) ?? [])]) {
      try {
        call(payload);
      } catch (error) {
        this.#log.error('bus-listener-failed', { topic, error });
      }
    }
  }
}

/** Wraps a way of sending into a bus that waits for the running transaction. */
export function createBus(o: {
  scope: TransactionScope;
  subscriptions: Subscriptions;
  send: (text: string) => Promise<void>;
  log: DatabaseLog;
}): Bus {
  return {
    async publish(topic, payload) {
      const text = encodeMessage(topic, payload);
      const later = (): void => {
        o.send(text).catch((error: unknown) => o.log.error('bus-publish-failed', { topic, error }));
      };
      if (!o.scope.afterCommit(later)) await o.send(text);
    },
    subscribe: (topic, listener) => o.subscriptions.add(topic, listener),
  };
}
