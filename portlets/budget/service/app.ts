import { type Database, isDatabaseUnavailable } from '@yimen/database';
import { createCallerGuard, createRelyingParty, siteDocument } from '@yimen/relying-party';
import { clientCredentials, createKoa, type Log, portalNotifier } from '@yimen/service-kit';
import type Koa from 'koa';
import { administrationRoutes } from './administration/administration-routes.ts';
import { audiences, type BudgetConfig, scopes } from './config.ts';
import { createExecutionReports } from './execution/execution-reports.ts';
import { executionRoutes } from './execution/execution-routes.ts';
import { localizeProblems } from './problems/localize-problems.ts';
import { sessionRoutes } from './session/session-routes.ts';
import { settingStore } from './settings/setting-store.ts';
import type { BudgetTables } from './tables.ts';

/** The program, and what ends it: its background deliveries. */
export type BudgetApp = { app: Koa; close(): Promise<void> };

type Options = {
  config: BudgetConfig;
  db: Database<BudgetTables>;
  log: Log;
  /** Folder of the built site; without it only the service API is there. */
  siteDir?: string;
  clock?: () => number;
};

/** Puts the system together. */
export async function createApp({ config, db, log, siteDir, clock = Date.now }: Options): Promise<BudgetApp> {
  const { issuer, clientId, clientSecret, publicUrl, portalUrl, timeZone, financeUnit } = config;
  const credentials = { issuer, clientId, clientSecret };
  const relyingParty = await createRelyingParty({
    ...credentials,
    db,
    publicUrl,
    secret: config.secret,
    cookieName: 'yimen_budget',
    log: log.child({ category: 'relying-party' }),
    clock,
  });
  const notifier = portalNotifier({
    portalUrl,
    credentials: clientCredentials({ ...credentials, audience: audiences.portal, scope: 'portal:notify' }),
    log: log.child({ category: 'portal-notifier' }),
  });
  const onChange = (): void => void notifier.notify({ topic: 'budget.changed' });
  const guard = createCallerGuard({
    relyingParty,
    issuer,
    audience: audiences.budget,
    clientId,
    publicUrl,
    sessionScopes: [scopes.read],
  });
  const reports = createExecutionReports({ db, settings: settingStore(db.query), clock, timeZone });
  const app = createKoa({ name: 'budget', log, ready: db.ready, isUnavailable: isDatabaseUnavailable });
  app.use(localizeProblems());
  app.use(relyingParty.routes());
  for (const router of [
    executionRoutes({ reports, guard, financeUnit }),
    sessionRoutes({ db, guard, clock, timeZone, financeUnit, portalUrl }),
  ]) {
    app.use(router.routes());
    app.use(router.allowedMethods());
  }
  app.use(administrationRoutes({ db, issuer, onChange }));
  if (siteDir !== undefined) app.use(siteDocument(siteDir, relyingParty));
  return { app, close: () => notifier.close() };
}
