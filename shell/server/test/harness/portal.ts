import { randomBytes } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type Database, openDatabase } from '@yimen/database';
import { createLog, type Listening, listen } from '@yimen/service-kit';
import { createApp } from '../../app.ts';
import { type PortalConfig, portalConfig } from '../../config.ts';
import type { PortalTables } from '../../database-schema.ts';
import { portalMigrations } from '../../migrations/index.ts';
import type { Account } from './people.ts';
import { createShellFixture } from './shell-fixture.ts';
import { createTestBrowser, type TestBrowser } from './test-browser.ts';
import { createTestProvider, type TestProvider } from './test-provider.ts';

/** A whole portal server with its own provider and database. */
export type TestPortal = {
  url: string;
  databaseUrl: string;
  provider: TestProvider;
  db: Database<PortalTables>;
  clock: { aheadMs: number };
  logLines: string[];
  /** A browser in which somebody has signed in. */
  signIn(account: Account): Promise<TestBrowser>;
  browser(): TestBrowser;
  /** A request of a program, with a token of client credentials. */
  bearer(clientId: string, scope: string): Promise<Record<string, string>>;
  /** A request of the gateway in a person's name, with a token for the portal's own API. */
  personBearer(account: Account, scope: string): Promise<Record<string, string>>;
  close(): Promise<void>;
};

type Options = {
  provider?: TestProvider;
  frameOrigins?: string;
  trustedPublishers?: string;
  frameHost?: string;
} & Partial<
  Pick<
    PortalConfig,
    | 'gatewayTimeout'
    | 'prefetchTimeout'
    | 'heartbeat'
    | 'shellDist'
    | 'npmPackages'
    | 'issuer'
    | 'clientSecret'
    | 'port'
    | 'releasePolicy'
    | 'rolloutInterval'
    | 'rolloutMinimumLoads'
  >
>;

export async function startPortal(databaseUrl: string, options: Options = {}): Promise<TestPortal> {
  const provider = options.provider ?? (await createTestProvider());
  const port = options.port ?? (await freePort());
  const url = `http://localhost:${port}`;
  const config = portalConfig.parse({
    port,
    publicUrl: url,
    databaseUrl,
    issuer: options.issuer ?? provider.issuer,
    clientId: 'portal',
    clientSecret: options.clientSecret ?? 'a-secret-of-the-tests',
    secret: randomBytes(32).toString('base64url'),
    shellDist: options.shellDist ?? createShellFixture(),
    npmPackages: options.npmPackages,
    gatewayTimeout: options.gatewayTimeout,
    prefetchTimeout: options.prefetchTimeout,
    heartbeat: options.heartbeat,
    releasePolicy: options.releasePolicy ?? 'auto-live',
    frameOrigins: options.frameOrigins,
    frameHost: options.frameHost,
    trustedPublishers: options.trustedPublishers,
    rolloutInterval: options.rolloutInterval,
    rolloutMinimumLoads: options.rolloutMinimumLoads,
  });
  const logLines: string[] = [];
  const log = createLog({ category: 'portal', level: 'debug', write: (line) => logLines.push(line) });
  const db = await openDatabase<PortalTables>({ url: databaseUrl, migrations: portalMigrations });
  const clock = { aheadMs: 0 };
  const app = await createApp({ config, db, log, clock: () => Date.now() + clock.aheadMs });
  const server: Listening = await listen({
    app: app.koa,
    host: '127.0.0.1',
    port,
    log,
    onDrain: app.drain,
    onClose: db.close,
    drainLimit: 500,
  });
  return {
    url,
    databaseUrl,
    provider,
    db,
    clock,
    logLines,
    browser: () => createTestBrowser(url),
    async signIn(account) {
      const browser = createTestBrowser(url);
      provider.login = account;
      await browser.visit('/auth/sign-in?return_to=/healthz');
      return browser;
    },
    async bearer(clientId, scope) {
      return { authorization: `Bearer ${await provider.serviceToken(clientId, scope)}` };
    },
    async personBearer(account, scope) {
      return { authorization: `Bearer ${await provider.personToken(account, scope)}` };
    },
    async close() {
      await server.close();
      if (!options.provider) await provider.close();
    },
  };
}

/** A port that was free a moment ago. */
export async function freePort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((resolve) => probe.listen(0, '127.0.0.1', resolve));
  const { port } = probe.address() as AddressInfo;
  await new Promise((resolve) => probe.close(resolve));
  return port;
}
