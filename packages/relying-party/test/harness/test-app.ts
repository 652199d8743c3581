import { randomBytes } from 'node:crypto';
import { type Database, openDatabase } from '@yimen/database';
import { createKoa, createLog, listen } from '@yimen/service-kit';
import {
  createRelyingParty,
  type RelyingParty,
  type RelyingPartyTables,
  relyingPartyMigrations,
} from '../../src/index.ts';

export type TestApp = {
  url: string;
  cookieName: string;
  rp: RelyingParty;
  db: Database<RelyingPartyTables>;
  ended: string[];
  log: Record<string, unknown>[];
  close(): Promise<void>;
};

/** A small application with a page and an API, both of which need a session. */
export async function startTestApp(o: {
  databaseUrl: string;
  db?: Database<RelyingPartyTables>;
  issuer: string;
  port: number;
  clientId?: string;
  secret?: string;
  clock?: () => number;
  sendIdTokenHint?: boolean;
}): Promise<TestApp> {
  const lines: Record<string, unknown>[] = [];
  const log = createLog({ category: 'test', write: (line) => lines.push(JSON.parse(line)) });
  const db =
    o.db ??
    (await openDatabase<RelyingPartyTables>({ url: o.databaseUrl, migrations: relyingPartyMigrations }));
  const clientId = o.clientId ?? 'client-0';
  const cookieName = `test_${clientId}`;
  const rp = await createRelyingParty({
    db,
    issuer: o.issuer,
    clientId,
    clientSecret: 'a-secret-of-the-test',
    publicUrl: `http://localhost:${o.port}`,
    secret: o.secret ?? randomBytes(32).toString('base64url'),
    cookieName,
    log,
    ...(o.clock && { clock: o.clock }),
    ...(o.sendIdTokenHint && { sendIdTokenHint: true }),
  });
  const ended: string[] = [];
  rp.subscribeSessionEnd((key) => ended.push(key));
  const app = createKoa({ name: 'test', log });
  app.use(rp.routes());
  app.use(rp.loadSession());
  app.use(rp.requireSession());
  app.use(async (ctx) => {
    const { session } = ctx.state;
    if (ctx.path === '/api/token') ctx.body = { token: await rp.accessToken(session, target(ctx.query)) };
    else ctx.body = { path: ctx.path + ctx.search, session };
  });
  const server = await listen({ app, host: '127.0.0.1', port: o.port, log });
  const close = async () => {
    await server.close();
    if (!o.db) await db.close();
  };
  return { url: `http://localhost:${o.port}`, cookieName, rp, db, ended, log: lines, close };
}

function target(query: NodeJS.Dict<string | string[]>) {
  return {
    audience: String(query.audience ?? 'urn:test:service'),
    scope: String(query.scope ?? 'test:read'),
  };
}
