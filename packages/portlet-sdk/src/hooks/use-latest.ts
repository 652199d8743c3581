import { type RefObject, useLayoutEffect, useRef } from 'react';

/** A reference to the value of the last committed render, for callbacks that must not change their identity. */
export function useLatest<T>(value: T): RefObject<T> {
  const latest = useRef(value);
  useLayoutEffect(() => {
    latest.current = value;
  });
  return latest;
}
