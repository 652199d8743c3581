import { problem } from '@yimen/problem';
import type Koa from 'koa';
import type { Context, Middleware } from 'koa';
import { isDraining } from './draining.ts';
import type { HttpMetrics } from './metrics.ts';

const readyLimit = 3_000;

/** `/healthz` (alive), `/readyz` (can serve; 503 while draining) and `/metrics` (for neighbours only). */
export function operations(o: {
  app: Koa;
  name: string;
  ready?: (() => Promise<void>) | undefined;
  metrics: HttpMetrics;
}): Middleware {
  const answers: Readonly<Record<string, (ctx: Context) => Promise<void>>> = {
    '/healthz': async (ctx) => {
      ctx.body = { status: 'ok', program: o.name };
    },
    '/readyz': async (ctx) => {
      if (isDraining(o.app)) throw problem('service-unavailable', { detail: 'draining' });
      await withLimit(o.ready?.()).catch((cause: unknown) => {
        throw problem('service-unavailable', { detail: 'not ready', cause });
      });
      ctx.body = { status: 'ready', program: o.name };
    },
    '/metrics': async (ctx) => {
      if (!isNeighbour(ctx)) throw problem('not-found');
      ctx.type = 'text/plain; version=0.0.4; charset=utf-8';
      ctx.body = await o.metrics.text();
    },
  };
  return async (ctx, next) => {
    const answer = ctx.method === 'GET' || ctx.method === 'HEAD' ? answers[ctx.path] : undefined;
    if (!answer) return next();
    ctx.set('cache-control', 'no-store');
    await answer(ctx);
  };
}

async function withLimit(work: Promise<void> | undefined): Promise<void> {
  if (!work) return;
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`no answer within ${readyLimit} ms`)), readyLimit);
  });
  await Promise.race([work, limit]).finally(() => clearTimeout(timer));
}

/** Metrics tell much about a program: they are for the machine and its private network, not through a proxy. */
function isNeighbour(ctx: Context): boolean {
  if (ctx.get('x-forwarded-for') || ctx.get('forwarded')) return false;
  const address = (ctx.socket.remoteAddress ?? '').replace(/^::ffff:/, '');
  return /^(127\.|10\.|192\.168\.|172\.(1[6-9]|2\d|3[01])\.|::1$|f[cd])/.test(address);
}
