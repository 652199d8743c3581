import type { Bus } from '@yimen/database';
import { PORTAL_AUDIENCE, SSO_AUDIENCE } from '../config.ts';
import { type CachedRead, cachedRead } from '../stores/cached-read.ts';
import type { ServiceRow, ServiceStore } from '../stores/service-store.ts';

/** Services by audience: the gateway goes nowhere else. */
export type RegisteredServices = CachedRead<ReadonlyMap<string, RegisteredServiceEntry>>;
export type RegisteredServiceEntry = { baseUrl: string; publishers: readonly string[] | null };

/**
 * Whether portlets of this publisher may name the service: the portal would get tokens for it, with the rights of
 * whoever looks at them. The sso-server's and the portal's own API administrate: nobody names them
 * who is not listed.
 */
export function mayName(audience: string, service: RegisteredServiceEntry, publisher: string): boolean {
  const { publishers } = service;
  return publishers === null ? !ADMINISTRATIVE.has(audience) : publishers.includes(publisher);
}

/** APIs that administrate: the sso-server's, and the portal's own. */
const ADMINISTRATIVE: ReadonlySet<string> = new Set([SSO_AUDIENCE, PORTAL_AUDIENCE]);

export function createRegisteredServices(o: { bus: Bus; services: ServiceStore }): RegisteredServices {
  const load = async () => new Map((await o.services.all()).map((row) => [row.audience, present(row)]));
  return cachedRead({ bus: o.bus, topic: 'portal-services', load });
}

const present = (row: ServiceRow): RegisteredServiceEntry => ({
  baseUrl: row.base_url,
  publishers: row.publishers_json,
});
