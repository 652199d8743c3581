import { type Database, isDatabaseUnavailable } from '@yimen/database';
import { createCallerGuard, createRelyingParty, siteDocument } from '@yimen/relying-party';
import { clientCredentials, createKoa, type Log, portalNotifier } from '@yimen/service-kit';
import type Koa from 'koa';
import { administrationRoutes } from './administration/administration-routes.ts';
import { audiences, type PaymentsConfig, scopes } from './config.ts';
import { paymentStatusRoutes } from './payment-status/payment-status-routes.ts';
import { createPaymentDesk } from './payments/payment-desk.ts';
import { paymentRoutes } from './payments/payment-routes.ts';
import { localizeProblems } from './problems/localize-problems.ts';
import { sessionRoutes } from './session/session-routes.ts';
import type { PaymentsTables } from './tables.ts';
import { outboxStore } from './todo-outbox/outbox-store.ts';
import { startTodoOutbox } from './todo-outbox/todo-outbox.ts';

/** The program, and what ends it: its background deliveries. */
export type PaymentsApp = { app: Koa; close(): Promise<void> };

type Options = {
  config: PaymentsConfig;
  db: Database<PaymentsTables>;
  log: Log;
  /** Folder of the built site; without it only the service API is there. */
  siteDir?: string;
  clock?: () => number;
};

/** Puts the system together. Deliveries that an earlier process left begin at once. */
export async function createApp({
  config,
  db,
  log,
  siteDir,
  clock = Date.now,
}: Options): Promise<PaymentsApp> {
  const { issuer, clientId, clientSecret, publicUrl, portalUrl, timeZone, reviewDays } = config;
  const relyingParty = await createRelyingParty({
    db,
    issuer,
    clientId,
    clientSecret,
    publicUrl,
    secret: config.secret,
    cookieName: 'yimen_payments',
    log: log.child({ category: 'relying-party' }),
    clock,
  });
  const { onChange, close } = startDeliveries({ config, db, log, clock });
  const guard = createCallerGuard({
    relyingParty,
    issuer,
    audience: audiences.payments,
    clientId,
    publicUrl,
    sessionScopes: [scopes.read, scopes.write],
  });
  const settings = { reviewDays, timeZone };
  const desk = createPaymentDesk({ db, clock, settings, onChange });
  const app = createKoa({
    name: 'payments',
    log,
    ready: db.ready,
    isUnavailable: isDatabaseUnavailable,
  });
  app.use(localizeProblems());
  app.use(relyingParty.routes());
  for (const router of [
    paymentRoutes({ db, desk, guard, timeZone }),
    paymentStatusRoutes({ db, guard, clock, timeZone, siteUrl: publicUrl }),
    sessionRoutes({ db, guard, portalUrl }),
    administrationRoutes({ db, issuer, clock, settings, onChange }),
  ]) {
    app.use(router.routes());
    app.use(router.allowedMethods());
  }
  if (siteDir !== undefined) app.use(siteDocument(siteDir, relyingParty));
  return { app, close };
}

type Deliveries = { onChange: () => void; close(): Promise<void> };

/** What is told to others after a change: to-dos to the to-do service, the topic to the portal. */
function startDeliveries({ config, db, log, clock }: Omit<Required<Options>, 'siteDir'>): Deliveries {
  const { issuer, clientId, clientSecret, portalUrl, todoUrl } = config;
  const client = { issuer, clientId, clientSecret };
  const todo = clientCredentials({ ...client, audience: audiences.todo, scope: 'todo:push' });
  const outbox = startTodoOutbox({
    store: outboxStore(db.query),
    send: (path, init) => todo.fetch(todoUrl + path, init),
    log: log.child({ category: 'todo-outbox' }),
    clock,
  });
  const notifier = portalNotifier({
    portalUrl,
    credentials: clientCredentials({ ...client, audience: audiences.portal, scope: 'portal:notify' }),
    log: log.child({ category: 'portal-notifier' }),
  });
  return {
    onChange() {
      outbox.wake();
      void notifier.notify({ topic: 'payments.changed' });
    },
    async close() {
      await Promise.all([outbox.close(), notifier.close()]);
    },
  };
}
