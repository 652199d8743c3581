import { createServer } from 'node:http';
import { type Database, openDatabase } from '@yimen/database';
import { createLog, type Log } from '@yimen/service-kit';
import type { PasswordHasher } from '../accounts/password-hasher.ts';
import {
  createApp,
  migrations,
  type SsoApp,
  type SsoConfig,
  type SsoDatabase,
  ssoConfigSchema,
} from '../app.ts';
import type { PostForm } from '../outgoing/outgoing.ts';
import { administrationKit } from './administration-kit.ts';
import { apiKit } from './api-kit.ts';
import { settleAudit } from './audit/settle-audit.ts';
import { Browser } from './browser.ts';
import { directoryKit } from './directory-kit.ts';
import { tellClock } from './second-factor.ts';

export {
  type Authorization,
  authorizationUrl,
  discoveryOptions,
  exchangeCode,
  password,
  type RelyingPartyKit,
  signIn,
} from './relying-party-kit.ts';

export const testSecret = Buffer.alloc(32, 7).toString('base64url');

type Options = {
  databaseUrl: string;
  /** A free one when left out. */
  port?: number;
  config?: Partial<SsoConfig>;
  clock?: () => number;
  post?: PostForm;
  /** How often audit rows are linked by themselves. */
  sealEveryMs?: number;
  log?: Log;
  hasher?: PasswordHasher;
  /** The name under which browsers reach it; an address when left out. */
  host?: string;
  /** Puts something between the program and its database, for example latency. */
  wrap?: (db: Database<SsoDatabase>) => Database<SsoDatabase>;
};

export type Sso = Awaited<ReturnType<typeof startSso>>;

/** The real application on a free port, with the real database. */
export async function startSso(o: Options) {
  const log = o.log ?? createLog({ category: 'test', level: 'error' });
  let handler: ReturnType<SsoApp['app']['callback']> | undefined;
  const server = createServer((request, response) => void handler?.(request, response));
  // As the real program: a machine that stands still must not find its connections closed.
  server.keepAliveTimeout = 65_000;
  await new Promise<void>((resolve) => server.listen(o.port ?? 0, '127.0.0.1', resolve));
  const address = server.address();
  const url = `http://${o.host ?? '127.0.0.1'}:${typeof address === 'object' && address ? address.port : 0}`;
  const config = {
    ...ssoConfigSchema.parse({ databaseUrl: o.databaseUrl, secret: testSecret, issuer: url, publicUrl: url }),
    ...o.config,
  };
  const db = await openDatabase<SsoDatabase>({ url: o.databaseUrl, migrations });
  const program = await createApp({
    config,
    db: o.wrap?.(db) ?? db,
    log,
    ...(o.clock ? { clock: o.clock } : {}),
    ...(o.post ? { post: o.post } : {}),
    ...(o.hasher ? { hasher: o.hasher } : {}),
    ...(o.sealEveryMs === undefined ? {} : { sealEveryMs: o.sealEveryMs }),
  });
  handler = program.app.callback();
  const { services } = program;
  tellClock(url, services.now);

  const api = apiKit(url, services);
  const kit = {
    ...{ url, db, config, services },
    ...api,
    ...directoryKit(url, api),
    settleLogout: program.settleLogout,
    settleAudit: () => settleAudit(db, program.settleAudit),
    settleSyslog: program.settleSyslog,
    settlePeople: program.settlePeople,
    browser: (headers?: Record<string, string>) => new Browser(url, headers),

    async close(): Promise<void> {
      await program.close();
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
      await db.close();
    },
  };
  return { ...kit, ...administrationKit(kit) };
}
