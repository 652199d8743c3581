import { randomBytes } from 'node:crypto';
import type { Server } from 'node:http';
import { type Database, openDatabase } from '@yimen/database';
import { isProblem } from '@yimen/problem';
import type { Log } from '@yimen/service-kit';
import Koa from 'koa';
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
}): Promise<TestApp> {
  const lines: Record<string, unknown>[] = [];
  const write = (level: string) => (event: string, fields?: Record<string, unknown>) =>
    void lines.push({ level, event, ...fields });
  const log = {
    debug: write('debug'),
    info: write('info'),
    warn: write('warn'),
    error: write('error'),
  } as unknown as Log;
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
  });
  const ended: string[] = [];
  rp.subscribeSessionEnd((key) => ended.push(key));
  const app = new Koa();
  app.use(async (ctx, next) => {
    await next().catch((error: unknown) => {
      if (!isProblem(error)) throw error;
      ctx.status = error.problem.status;
      ctx.body = error.problem;
    });
  });
  app.use(rp.routes());
  app.use(rp.loadSession());
  app.use(rp.requireSession());
  app.use(async (ctx) => {
    const { session } = ctx.state;
    if (ctx.path === '/api/token') ctx.body = { token: await rp.accessToken(session, target(ctx.query)) };
    else ctx.body = { path: ctx.path + ctx.search, session };
  });
  const server = await new Promise<Server>((resolve) => {
    const listening = app.listen(o.port, '127.0.0.1', () => resolve(listening));
  });
  const close = async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
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
