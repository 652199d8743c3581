import type { Database } from '@yimen/database';
import { metricsOf } from '@yimen/service-kit';
import type Koa from 'koa';
import { Counter, Gauge, Histogram, type Registry } from 'prom-client';
import type { AuditEvent } from '../audit/audit-event.ts';
import type { SsoDatabase } from '../database-schema.ts';
import type { Services } from '../services.ts';

const dayMs = 86_400_000;
const grantTypes: Record<string, string> = {
  authorization_code: 'authorization_code',
  refresh_token: 'refresh_token',
  client_credentials: 'client_credentials',
  'urn:ietf:params:oauth:grant-type:token-exchange': 'token-exchange',
};

/** What operators watch, at `/metrics` in the format of Prometheus. The README lists the names. */
export function registerMetrics({ app, services }: { app: Koa; services: Services }): void {
  const registry = metricsOf(app);
  countEvents(registry, services);
  watchPasswords(registry, services);
  watchDatabase(registry, services);
  watchKeys(registry, services);
}

function countEvents(registry: Registry, { audit }: Services): void {
  const signIns = new Counter({
    name: 'yimen_sso_sign_ins_total',
    help: 'Sign-ins by outcome: success, or why not',
    labelNames: ['outcome'],
    registers: [registry],
  });
  const grants = new Counter({
    name: 'yimen_sso_token_grants_total',
    help: 'Answers of the token endpoint by grant type and outcome',
    labelNames: ['grant_type', 'outcome'],
    registers: [registry],
  });
  audit.observe(({ event, outcome, detail }: AuditEvent) => {
    if (event === 'sign-in') signIns.inc({ outcome: 'success' });
    if (event === 'sign-in-failed') signIns.inc({ outcome: String(detail?.reason ?? 'failure') });
    // What a client sent is not a label: anybody could make up a thousand.
    const grant_type = grantTypes[String(detail?.grantType)] ?? 'other';
    if (event === 'token-granted' || event === 'token-refused') grants.inc({ grant_type, outcome });
  });
}

function watchPasswords(registry: Registry, { hasher }: Services): void {
  new Gauge({
    name: 'yimen_sso_password_queue_length',
    help: 'Password checks that wait for a place',
    registers: [registry],
    collect() {
      this.set(hasher.queue.waiting);
    },
  });
  const wait = new Histogram({
    name: 'yimen_sso_password_wait_seconds',
    help: 'How long password checks waited for a place',
    buckets: [0.001, 0.005, 0.02, 0.05, 0.1, 0.25, 0.5, 1, 2, 5],
    registers: [registry],
  });
  hasher.queue.onStart = (seconds) => wait.observe(seconds);
}

/** Read when somebody asks. Without the database these are missing, and the answer still comes. */
function watchDatabase(registry: Registry, { db, now, log }: Services): void {
  const gauge = (
    name: string,
    help: string,
    read: (gauge: Gauge<string>) => Promise<void>,
    labels: string[] = [],
  ) =>
    new Gauge({
      name,
      help,
      labelNames: labels,
      registers: [registry],
      async collect() {
        this.reset();
        await read(this).catch((error: unknown) => {
          // Unknown is not zero. Series with labels are just missing.
          if (labels.length === 0) this.set(Number.NaN);
          log.debug('metric-missing', { name, error });
        });
      },
    });
  gauge('yimen_sso_sessions', 'Sessions that are alive', async (own) =>
    own.set(await countSessions(db, now())),
  );
  gauge(
    'yimen_sso_logout_deliveries',
    'Logout tokens by state (delivered and refused ones of the last 30 days)',
    async (own) => {
      for (const { state, count } of await countDeliveries(db)) own.set({ state }, Number(count));
    },
    ['state'],
  );
  gauge('yimen_sso_database_seconds', 'How long the database takes for a trivial question', async (own) => {
    const begin = performance.now();
    await db.query.selectFrom('secret_item').select('name').limit(1).execute();
    own.set((performance.now() - begin) / 1000);
  });
}

async function countSessions(db: Database<SsoDatabase>, now: number): Promise<number> {
  const { count } = await db.query
    .selectFrom('session')
    .select((of) => of.fn.countAll<number>().as('count'))
    .where('expires_at', '>', now)
    .where('account_id', 'is not', null)
    .executeTakeFirstOrThrow();
  return Number(count);
}

function countDeliveries(db: Database<SsoDatabase>) {
  return db.query
    .selectFrom('logout_delivery')
    .select((of) => ['state' as const, of.fn.countAll<number>().as('count')])
    .groupBy('state')
    .execute();
}

function watchKeys(registry: Registry, { keyRing, now, log }: Services): void {
  new Gauge({
    name: 'yimen_sso_key_age_days',
    help: 'How long the current key of each purpose has signed',
    labelNames: ['purpose'],
    registers: [registry],
    async collect() {
      this.reset();
      const keys = await keyRing.list().catch((error: unknown) => {
        log.debug('metric-missing', { name: 'yimen_sso_key_age_days', error });
        return [];
      });
      for (const { purpose, state, activeAt } of keys) {
        if (state === 'current') this.set({ purpose }, (now() - activeAt) / dayMs);
      }
    },
  });
}
