import type { Observable, Undo } from '../context/portlet-context.ts';

/** An observable that a test can change. */
export type Value<T> = Observable<T> & { set(value: T): void };

/** Makes an observable with a first value; listeners hear only real changes. */
export function createValue<T>(first: T): Value<T> {
  let present = first;
  const listeners = new Set<() => void>();
  return {
    get: () => present,
    set(value) {
      if (Object.is(value, present)) return;
      present = value;
      for (const listener of [...listeners]) listener();
    },
    subscribe(listener): Undo {
      const own = () => listener();
      listeners.add(own);
      return () => void listeners.delete(own);
    },
  };
}
