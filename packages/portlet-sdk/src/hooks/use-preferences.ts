import { useCallback } from 'react';
import type { PortletPreferences } from '../context/portlet-context.ts';
import { usePortlet } from '../context/portlet-context-provider.ts';
import type { JsonValue } from '../descriptor/index.ts';
import { useObservable } from './use-observable.ts';

/**
 * The portlet's preferences (Portlet Specification 3.0, section 18): the person's over the administrator's over the
 * descriptor's defaults.
 *
 * @returns the values, complete and valid against the descriptor, and `save`, which stores some of them at once
 *   and rejects with problem `invalid-input` naming every bad key
 */
export function usePreferences<T extends object = Record<string, JsonValue>>(): readonly [
  T,
  (changes: Partial<T>) => Promise<void>,
] {
  const preferences: PortletPreferences = usePortlet().preferences;
  const values = useObservable(preferences);
  const save = useCallback(
    (changes: Partial<T>) => preferences.save(changes as Record<string, JsonValue>),
    [preferences],
  );
  // The container guarantees that values fit the preference schema, which is what T stands for.
  return [values as T, save];
}
