import { checkValue } from '../json-schema/check-value.ts';
import type { PortletDescriptor } from './portlet-descriptor.ts';

/**
 * Makes sure that a portlet may publish, or can consume, an event with this payload (Portlet Specification 3.0,
 * section 17.0.2: events are declared in the descriptor).
 *
 * @param descriptor a valid descriptor
 * @param direction `publishes` for the sender, `consumes` for a receiver
 * @param name the event
 * @param payload its payload
 * @throws RangeError when the event is not declared; TypeError naming every mistake when the payload does not fit
 */
export function assertPortletEvent(
  descriptor: PortletDescriptor,
  direction: 'publishes' | 'consumes',
  name: string,
  payload: unknown,
): void {
  const declared = descriptor.events?.[direction]?.find((event) => event.name === name);
  if (!declared)
    throw new RangeError(`portlet ${descriptor.name} declares no event "${name}" in ${direction}`);
  const errors = checkValue(declared.schema, payload);
  if (errors.length === 0) return;
  const list = errors.map(({ pointer, detail }) => `${pointer || '/'} ${detail}`).join('; ');
  throw new TypeError(`payload of event "${name}" of portlet ${descriptor.name} does not fit: ${list}`);
}
