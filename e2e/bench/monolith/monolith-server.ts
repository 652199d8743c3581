import Router from '@koa/router';
import { openDatabase } from '@yimen/database';
import {
  createRelyingParty,
  type RelyingPartyTables,
  type RpSession,
  relyingPartyMigrations,
} from '@yimen/relying-party';
import { createKoa, createLog, listen, runMain, staticFiles } from '@yimen/service-kit';
import type { Middleware } from 'koa';
import { tableRoutes } from '../services/table-routes.ts';
import { monolithAssets } from './build-monolith.ts';

type Served = { name: string; dist: string };

// A monolithic application as it would really be: a relying party of the sso-server with its own sessions in its own
// database, its files precompressed and immutable, and its data from its own process (no gateway, no token).
runMain(async () => {
  const env = (name: string) => process.env[name] ?? '';
  const log = createLog({ category: 'monolith', level: 'info' });
  const db = await openDatabase<RelyingPartyTables>({
    url: env('YIMEN_DATABASE_URL'),
    migrations: relyingPartyMigrations,
    log,
  });
  const relyingParty = await createRelyingParty({
    db,
    issuer: env('YIMEN_ISSUER'),
    clientId: 'bench-monolith',
    clientSecret: env('YIMEN_CLIENT_SECRET'),
    publicUrl: env('YIMEN_PUBLIC_URL'),
    secret: env('YIMEN_SECRET'),
    cookieName: 'yimen_bench_monolith',
    log,
  });
  const policy =
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' data:";
  const app = createKoa({ name: 'monolith', log, secureHeaders: { 'content-security-policy': policy } });
  const sites = JSON.parse(env('BENCH_SITES')) as Served[];
  const remotes = JSON.parse(env('BENCH_REMOTES')) as Served[];
  for (const site of [...sites, ...remotes]) app.use(await siteFiles(site));
  app.use(relyingParty.routes());
  app.use(relyingParty.loadSession());
  app.use(relyingParty.requireSession());
  app.use(documents(sites));
  app.use(tableRoutes());
  return listen({ app, host: '127.0.0.1', port: Number(env('YIMEN_PORT')), log, onClose: () => db.close() });
});

async function siteFiles({ name, dist }: Served): Promise<Middleware> {
  // A remote's entry has no hash in its name. It is kept by the browser like the rest, in its favour.
  const serve = staticFiles({ dir: dist, immutable: () => true });
  await serve.ready;
  return async (ctx, next) => {
    const { path } = ctx;
    if (!path.startsWith(`/${name}/`)) return next();
    ctx.path = path.slice(name.length + 1);
    await serve(ctx, next);
    ctx.path = path;
  };
}

/** GET /<site>: the document, with preloads of all that the first screen needs. */
function documents(sites: readonly Served[]): Middleware {
  const router = new Router();
  for (const site of sites) {
    const { entry, styles } = monolithAssets(site);
    const head = [
      '<!doctype html><html lang="zh-CN"><head><meta charset="utf-8"><title>Monolith</title>',
      '<meta name="viewport" content="width=device-width, initial-scale=1"><link rel="icon" href="data:,">',
      ...styles.map((href) => `<link rel="stylesheet" crossorigin href="${href}">`),
      `<link rel="modulepreload" crossorigin href="${entry}">`,
      `<script type="module" async crossorigin src="${entry}"></script></head><body><div id="root"></div>`,
    ].join('');
    router.get(`/${site.name}`, (ctx) => {
      const session: RpSession = ctx.state.session;
      const user = JSON.stringify({ name: session.claims.name }).replaceAll('<', '\\u003c');
      ctx.set('cache-control', 'no-store');
      ctx.type = 'text/html; charset=utf-8';
      ctx.body = `${head}<script type="application/json" id="session">${user}</script></body></html>`;
    });
  }
  return router.routes() as unknown as Middleware;
}
