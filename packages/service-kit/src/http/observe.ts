import { randomUUID } from 'node:crypto';
import type { Context, Middleware } from 'koa';
import type { Log } from '../log/create-log.ts';
import type { HttpMetrics } from './metrics.ts';

const requestIdPattern = /^[\w-]{8,64}$/;

/**
 * Request id, access log and request metrics. A caller's `x-request-id` is taken over when it looks like one, so that
 * one click can be followed through the programs. The log has the path without its query.
 */
export function observe(o: { log: Log; metrics: HttpMetrics }): Middleware {
  return async (ctx, next) => {
    const started = performance.now();
    const given = ctx.get('x-request-id');
    const requestId = requestIdPattern.test(given) ? given : randomUUID();
    ctx.state.requestId = requestId;
    ctx.state.log = o.log.child({ requestId });
    ctx.set('x-request-id', requestId);
    ctx.res.once('close', () => report(ctx, { ...o, milliseconds: performance.now() - started }));
    await next();
  };
}

function report(ctx: Context, o: { log: Log; metrics: HttpMetrics; milliseconds: number }): void {
  const { method, path } = ctx;
  // Nothing else tells an aborted answer from a finished one.
  const status = ctx.res.writableFinished ? ctx.res.statusCode : 499;
  const route = typeof ctx._matchedRoute === 'string' ? ctx._matchedRoute : 'none';
  o.metrics.observe({ method, route, status, seconds: o.milliseconds / 1000 });
  const log: Log = ctx.state.log;
  const fields = { method, path, status, milliseconds: Math.round(o.milliseconds * 10) / 10 };
  const caller = ctx.state.caller?.sub;
  log[isOperational(path) ? 'debug' : 'info'](
    'request',
    caller === undefined ? fields : { ...fields, caller },
  );
}

function isOperational(path: string): boolean {
  return path === '/healthz' || path === '/readyz' || path === '/metrics';
}
