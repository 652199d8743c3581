import { useEffect } from 'react';
import { usePortlet } from '../context/portlet-context-provider.ts';
import type { ConsumedPayload } from '../declared-types.ts';
import type { JsonValue } from '../descriptor/index.ts';
import { useLatest } from './use-latest.ts';

/**
 * Hears a portlet event (Portlet Specification 3.0, section 17) while the component is mounted. The listener may
 * change between renders without being registered again.
 *
 * @param name an event that the descriptor consumes
 * @param listener called with each payload, which fits the declared schema
 */
export function usePortletEvent<T extends JsonValue = JsonValue, Name extends string = string>(
  name: Name,
  listener: (payload: ConsumedPayload<Name, T>) => void,
): void {
  const { events } = usePortlet();
  const latest = useLatest(listener);
  useEffect(
    () => events.subscribe(name, (payload) => latest.current(payload as ConsumedPayload<Name, T>)),
    [events, name, latest],
  );
}
