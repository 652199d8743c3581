import type { Database } from '@yimen/database';
import { createKoa, type Log } from '@yimen/service-kit';
import type Koa from 'koa';
import type { PasswordHasher } from './accounts/password-hasher.ts';
import { finishWhenComplete } from './admin-api/finish-installation.ts';
import { startAuditArchiver } from './audit/audit-archiver.ts';
import { startAuditSealer } from './audit/audit-sealer.ts';
import { createForwardStore } from './audit/syslog/forward-store.ts';
import { startSyslogForwarder } from './audit/syslog/syslog-forwarder.ts';
import { watchSyslog } from './audit/syslog/syslog-metrics.ts';
import type { SsoConfig } from './config.ts';
import type { SsoDatabase } from './database-schema.ts';
import { startImportWorker } from './imports/import-worker.ts';
import { createCookieSigner } from './keys/cookie-signer.ts';
import { startDeliveryWorker } from './logout/delivery-worker.ts';
import { createLogoutTokenIssuer } from './logout/logout-token.ts';
import { createParsesBody, middlewareTable } from './middleware.ts';
import { noteDatabaseAway } from './operation/database-away.ts';
import { registerMetrics } from './operation/metrics.ts';
import { startScheduleWorker } from './organisation/schedule/schedule-worker.ts';
import { startSearchIndexer } from './organisation/search/search-indexer.ts';
import { createOutgoing, type PostForm } from './outgoing/outgoing.ts';
import { recordProviderEvents } from './provider/audit-events.ts';
import { createProvider } from './provider/create-provider.ts';
import { createLiveProvider } from './provider/live-provider.ts';
import { createServices, type Services } from './services.ts';
import { sweepExpired } from './sessions/sweep-expired.ts';
import { createRenderError, createRenderProblem } from './sign-in/render-error.ts';
import { pagePolicy } from './sign-in/style.ts';

export type { SsoConfig } from './config.ts';
export { ssoConfigSchema } from './config.ts';
export type { SsoDatabase } from './database-schema.ts';
export { migrations } from './migrations/index.ts';

export type SsoApp = {
  app: Koa;
  services: Services;
  /** Waits until every logout token that is due now has been tried. */
  settleLogout(): Promise<void>;
  /** Links every audit row that is there now. */
  settleAudit(): Promise<number>;
  /** Waits until the collector has had one try at every linked audit row. */
  settleSyslog(): Promise<void>;
  /** Waits until imports are committed, planned changes that are due have taken effect and everybody can be found. */
  settlePeople(): Promise<void>;
  /** Stops timers and workers. The database stays open: it belongs to the caller. */
  close(): Promise<void>;
};

const sweepEveryMs = 10 * 60_000;

/** The sso-server as a Koa application, for `main.ts` and for tests. */
export async function createApp(o: {
  config: SsoConfig;
  db: Database<SsoDatabase>;
  log: Log;
  clock?: () => number;
  /** Delivers logout tokens; by default only into the allowed networks. */
  post?: PostForm;
  hasher?: PasswordHasher;
  /** How often audit rows are linked; by default every second. */
  sealEveryMs?: number;
}): Promise<SsoApp> {
  const { config, db, log } = o;
  const now = o.clock ?? (() => Date.now());
  const services = createServices({ config, db, now, log, hasher: o.hasher, onEnded: () => worker.kick() });
  const { keyRing } = services;
  await keyRing.load();
  await services.policy.load();
  await services.sessionLimitRules.load();
  await finishWhenComplete(services);
  const renderError = createRenderError({ config, services: () => services });
  const live = createLiveProvider({
    keyRing,
    build() {
      const provider = createProvider({ config, keys: keyRing.keys(), services, renderError });
      recordProviderEvents(provider, services);
      noteDatabaseAway(provider);
      return provider;
    },
  });

  const outgoing = createOutgoing({ logout: config.logoutNetworks });
  const worker = startDeliveryWorker({
    deliveries: services.deliveries,
    relyingParties: services.relyingParties,
    issueToken: createLogoutTokenIssuer({ issuer: config.issuer, keyRing, now }),
    post: o.post ?? outgoing.postFor('logout'),
    now,
    log,
  });
  const schedule = startScheduleWorker({ ...services, log });
  const indexer = startSearchIndexer({ db, log });
  const importer = startImportWorker(services);
  const sweep = () => {
    sweepExpired({ db, now }).catch((error: unknown) => log.error('sweep-failed', { error }));
  };
  const sealer = startAuditSealer({ db, mac: services.auditMac, now, log, everyMs: o.sealEveryMs });
  const archiver = startAuditArchiver({
    ...{ db, mac: services.auditMac, now, log },
    ...{ directory: config.auditArchiveDirectory, keepDays: config.auditRetentionDays },
  });
  const forwarding = { config, store: createForwardStore({ db, now }), now, log };
  const forwarder = startSyslogForwarder(forwarding);
  const sweeper = setInterval(sweep, sweepEveryMs).unref();

  const app = createKoa({
    name: 'sso-server',
    log,
    ready: db.ready,
    trustProxy: config.trustProxy,
    secureHeaders: { 'content-security-policy': pagePolicy },
    parseBody: createParsesBody(config.issuer),
    renderProblem: createRenderProblem(config),
  });
  const signCookies = () => {
    app.keys = createCookieSigner(keyRing.keys().cookieKeys);
  };
  signCookies();
  keyRing.onChange(signCookies);
  for (const middleware of middlewareTable({ config, services, live })) app.use(middleware);
  registerMetrics({ app, services });
  watchSyslog({ app, ...forwarding });

  return {
    app,
    services,
    settleLogout: () => worker.settle(),
    settleAudit: () => sealer.settle(),
    settleSyslog: () => forwarder.settle(),
    async settlePeople() {
      await importer.settle();
      await schedule.settle();
      await indexer.settle();
    },
    async close() {
      clearInterval(sweeper);
      live.close();
      await importer.close();
      await schedule.close();
      await indexer.close();
      await worker.close();
      await outgoing.close();
      await archiver.close();
      await forwarder.close();
      await sealer.close();
      await services.liveChecks.close();
      services.close();
    },
  };
}
