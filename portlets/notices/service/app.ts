import { type Database, isDatabaseUnavailable } from '@yimen/database';
import { clientCredentials, createKoa, type Log, portalNotifier, requireToken } from '@yimen/service-kit';
import type Koa from 'koa';
import { administrationRoutes } from './administration/administration-routes.ts';
import { audience, type NoticesConfig } from './config.ts';
import { createNoticeLists } from './notices/notice-lists.ts';
import { readerRoutes } from './notices/reader-routes.ts';
import { createNoticeStore } from './publishing/notice-store.ts';
import { publisherRoutes } from './publishing/publisher-routes.ts';
import { createReadLog } from './reading/read-log.ts';
import type { NoticesDatabase } from './tables.ts';
import { createUnitDirectory } from './units/unit-directory.ts';

/** What {@link createNoticesApp} needs; tests hand in their own. */
export type NoticesAppOptions = {
  config: Pick<NoticesConfig, 'issuer' | 'clientId' | 'clientSecret' | 'portalUrl'>;
  db: Database<NoticesDatabase>;
  log: Log;
  clock?: () => number;
};

/**
 * The notices service.
 * @returns the application, and what to close after the last request
 */
export function createNoticesApp({ config, db, log, clock = Date.now }: NoticesAppOptions): {
  app: Koa;
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
  const units = createUnitDirectory({
    issuer,
    credentials: as('urn:yimen:service:sso', 'directory:read'),
    clock,
    log,
  });
  const app = createKoa({
    name: 'notices',
    log,
    ready: db.ready,
    isUnavailable: isDatabaseUnavailable,
  });
  app.use(requireToken({ issuer, audience }));
  const lists = createNoticeLists(db);
  const readLog = createReadLog(db);
  const routers = [
    publisherRoutes({ store: createNoticeStore(db), lists, readLog, units, notifier, clock }),
    readerRoutes({ lists, readLog, notifier, clock }),
    administrationRoutes({ db, notifier, clock }),
  ];
  for (const router of routers) app.use(router.routes());
  for (const router of routers) app.use(router.allowedMethods());
  return { app, close: () => notifier.close() };
}
