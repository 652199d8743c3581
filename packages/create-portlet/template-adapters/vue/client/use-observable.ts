import type { Observable } from '@yimen/portlet-sdk';
import { onScopeDispose, type ShallowRef, shallowRef } from 'vue';

/** An observable of the portlet's context as a ref. */
export function useObservable<T>(source: Observable<T>): Readonly<ShallowRef<T>> {
  const value = shallowRef(source.get());
  onScopeDispose(
    source.subscribe(() => {
      value.value = source.get();
    }),
  );
  return value;
}
