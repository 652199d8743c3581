import { type Database, isDatabaseUnavailable } from '@yimen/database';
import { clientCredentials, createKoa, type Log, portalNotifier, requireToken } from '@yimen/service-kit';
import type Koa from 'koa';
import { administrationRoutes } from './administration/administration-routes.ts';
import { audience, type ContactsConfig } from './config.ts';
import { contactRoutes } from './contacts/contact-routes.ts';
import { createContactSearch } from './contacts/contact-search.ts';
import { createDirectoryCopier, type DirectoryCopier } from './directory/directory-copier.ts';
import { createPhoneLog } from './phones/phone-log.ts';
import type { ContactsDatabase } from './tables.ts';

/** What {@link createContactsApp} needs; tests hand in their own. */
export type ContactsAppOptions = {
  config: Pick<ContactsConfig, 'issuer' | 'clientId' | 'clientSecret' | 'portalUrl' | 'copyMinutes'>;
  db: Database<ContactsDatabase>;
  log: Log;
  clock?: () => number;
};

/**
 * The contacts service.
 * @returns the application, the copier to start when it listens, and what to close after the last request
 */
export function createContactsApp({ config, db, log, clock = Date.now }: ContactsAppOptions): {
  app: Koa;
  copier: DirectoryCopier;
  close(): Promise<void>;
} {
  const { issuer, clientId, clientSecret, portalUrl } = config;
  const as = (aud: string, scope: string) =>
    clientCredentials({ issuer, clientId, clientSecret, audience: aud, scope });
  const notifier = portalNotifier({
    portalUrl,
    credentials: as('urn:yimen:service:portal', 'portal:notify'),
    log,
  });
  const copier = createDirectoryCopier({
    db,
    issuer,
    credentials: as('urn:yimen:service:sso', 'directory:read'),
    everyMilliseconds: config.copyMinutes * 60_000,
    clock,
    log,
    onChange: () => void notifier.notify({ topic: 'contacts.changed' }),
  });
  const app = createKoa({
    name: 'contacts',
    log,
    ready: db.ready,
    isUnavailable: isDatabaseUnavailable,
  });
  app.use(requireToken({ issuer, audience }));
  const routers = [
    contactRoutes({ search: createContactSearch(db), phoneLog: createPhoneLog(db), clock }),
    administrationRoutes({ copier, log }),
  ];
  for (const router of routers) app.use(router.routes());
  for (const router of routers) app.use(router.allowedMethods());
  return {
    app,
    copier,
    close: async () => {
      await copier.close();
      await notifier.close();
    },
  };
}
