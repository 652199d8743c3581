import { useCallback, useSyncExternalStore } from 'react';
import type { Observable } from '../context/portlet-context.ts';

/**
 * The present value of an observable; the component renders again when it changes.
 *
 * @param observable one of the observables of the portlet context
 */
export function useObservable<T>(observable: Observable<T>): T {
  const subscribe = useCallback((listener: () => void) => observable.subscribe(listener), [observable]);
  const read = () => observable.get();
  return useSyncExternalStore(subscribe, read, read);
}
