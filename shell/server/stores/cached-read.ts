import type { Bus } from '@yimen/database';

/** Something read from the database that is kept in memory until it changes anywhere. */
export type CachedRead<T> = {
  get(): Promise<T>;
  /** After a change in this process; the other processes hear it on the bus. */
  changed(): Promise<void>;
  close(): void;
};

/**
 * Keeps what every request asks for and hardly ever changes.
 *
 * @param o `topic` of the bus on which processes tell each other of changes
 */
export function cachedRead<T>(o: { bus: Bus; topic: string; load: () => Promise<T> }): CachedRead<T> {
  let cached: Promise<T> | undefined;
  const forget = () => {
    cached = undefined;
  };
  const undo = ['resync', o.topic].map((topic) => o.bus.subscribe(topic, forget));
  return {
    get() {
      if (cached) return cached;
      const loading = o.load();
      cached = loading;
      // A database that is away for a moment must not be remembered as an error.
      loading.catch(() => {
        if (cached === loading) forget();
      });
      return loading;
    },
    async changed() {
      forget();
      await o.bus.publish(o.topic);
    },
    close() {
      for (const stop of undo) stop();
    },
  };
}
