import type { Bus } from '@yimen/database';
import { type CachedRead, cachedRead } from '../stores/cached-read.ts';
import type { ServiceStore } from '../stores/service-store.ts';

/** Base addresses of services by audience: the gateway goes nowhere else. */
export type RegisteredServices = CachedRead<ReadonlyMap<string, string>>;

export function createRegisteredServices(o: { bus: Bus; services: ServiceStore }): RegisteredServices {
  const load = async () => new Map((await o.services.all()).map((row) => [row.audience, row.base_url]));
  return cachedRead({ bus: o.bus, topic: 'portal-services', load });
}
