import type { Observable } from '@yimen/portlet-sdk';
import { useCallback, useSyncExternalStore } from 'react';

/**
 * A part of an observable's value; the component renders again only when that part changes.
 *
 * @param select gives a primitive, or something that keeps its identity
 */
export function useSelected<T, S>(observable: Observable<T>, select: (value: T) => S): S {
  const subscribe = useCallback((listener: () => void) => observable.subscribe(listener), [observable]);
  const read = () => select(observable.get());
  return useSyncExternalStore(subscribe, read, read);
}
