import type { Observable, Undo } from '@yimen/portlet-sdk';

/** An observable that its owner sets. */
export type ObservableValue<T> = Observable<T> & { set(value: T): void };

/** Holds a value; listeners hear of a change only when `isSame` says that there is one. */
export function observableValue<T>(
  initial: T,
  isSame: (a: T, b: T) => boolean = Object.is,
): ObservableValue<T> {
  let value = initial;
  const listeners = new Set<() => void>();
  return {
    get: () => value,
    set(next) {
      if (isSame(value, next)) return;
      value = next;
      for (const listener of [...listeners]) listener();
    },
    subscribe: (listener) => listen(listeners, listener),
  };
}

/** The present values of several observables. */
type Values<S extends readonly Observable<unknown>[]> = {
  readonly [K in keyof S]: S[K] extends Observable<infer T> ? T : never;
};

/**
 * A value computed from others. `get` keeps its identity while `isSame` holds, so that a component that reads it
 * renders again only when it really changed.
 */
export function derivedValue<const S extends readonly Observable<unknown>[], T>(
  sources: S,
  compute: (...values: Values<S>) => T,
  isSame: (a: T, b: T) => boolean = Object.is,
): Observable<T> {
  const read = () => sources.map((source) => source.get()) as unknown as Values<S>;
  let inputs = read();
  let value = compute(...inputs);
  const get = () => {
    const next = read();
    if (next.every((input, index) => Object.is(input, inputs[index]))) return value;
    inputs = next;
    const computed = compute(...next);
    if (!isSame(value, computed)) value = computed;
    return value;
  };
  return {
    get,
    subscribe(listener) {
      let last = get();
      const undos = sources.map((source) =>
        source.subscribe(() => {
          const next = get();
          if (next === last) return;
          last = next;
          listener();
        }),
      );
      return () => {
        for (const undo of undos) undo();
      };
    },
  };
}

/** Whether two JSON values are equal; key order does not matter. */
export function isSameJson(a: unknown, b: unknown): boolean {
  if (Object.is(a, b)) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  if (Array.isArray(a) !== Array.isArray(b)) return false;
  const left = Object.entries(a);
  const right = new Map(Object.entries(b));
  return (
    left.length === right.size &&
    left.every(([key, value]) => right.has(key) && isSameJson(value, right.get(key)))
  );
}

/** Adds a listener; the undo may run twice. */
export function listen<L>(listeners: Set<L>, listener: L): Undo {
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
  };
}
