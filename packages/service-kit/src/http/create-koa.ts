import { bodyParser } from '@koa/bodyparser';
import { problem } from '@yimen/problem';
import Koa, { type Context, type Middleware } from 'koa';
import type { Log } from '../log/create-log.ts';
import { compress } from './compress.ts';
import { localeOf } from './locale-of.ts';
import { createMetrics } from './metrics.ts';
import { observe } from './observe.ts';
import { operations } from './operations.ts';
import { parseJson } from './parse-json.ts';
import { problems, type RenderProblem } from './problems.ts';
import { type SecureHeaders, securityHeaders } from './security-headers.ts';

/** Settings of {@link createKoa}. */
export type KoaOptions = {
  /** Name of the program, in health answers and metrics. */
  name: string;
  log: Log;
  /** Rejects while the program cannot serve; asked by `/readyz`. */
  ready?: () => Promise<void>;
  /** Which errors only mean "come again soon", such as a database that is away: answered with 503 and Retry-After. */
  isUnavailable?: (error: unknown) => boolean;
  /** Headers over the strict defaults, for example a content security policy for pages. */
  secureHeaders?: SecureHeaders;
  /** Believe `x-forwarded-*`: only behind a proxy that sets them itself. */
  trustProxy?: boolean;
  /** Largest JSON body in bytes (1 MB). */
  bodyLimit?: number;
  /** Which requests have their JSON or form body parsed (all); others keep the raw stream. */
  parseBody?: (ctx: Context) => boolean;
  /** Page for a person whose navigation failed; a plain one when left out. */
  renderProblem?: RenderProblem;
};

const oneMegabyte = 1_048_576;
const formLimit = 65_536;
const jsonTypes = ['application/json', 'application/*+json'];

/**
 * Makes the base of a program: request id, access log, metrics, security headers, health, compression, problems and
 * body parsing, in this order. Add routes with `app.use`.
 * `ctx.state.requestId` and `ctx.state.log` are set for every request.
 */
export function createKoa(o: KoaOptions): Koa {
  // Proxies append to x-forwarded-for: only the last address was written by the one that we trust, and everything before
  // it is what somebody sent (RFC 7239, 8.1, says so of its successor).
  const app = new Koa({ proxy: o.trustProxy ?? false, maxIpsCount: 1 });
  app.on('error', (error: unknown, ctx?: Context) => {
    if (isGone(error)) return;
    (ctx?.state?.log ?? o.log).error('response-failed', { error });
  });
  const metrics = createMetrics(app, o.name);
  const order: readonly Middleware[] = [
    observe({ log: o.log, metrics }),
    securityHeaders(o.secureHeaders),
    ...compress(),
    problems(o),
    operations({ app, name: o.name, ready: o.ready, metrics }),
    parseBodies(o),
  ];
  for (const middleware of order) app.use(middleware);
  return app;
}

function parseBodies(o: KoaOptions): Middleware {
  const parse = bodyParser({
    // JSON comes as text: we parse it ourselves.
    enableTypes: ['text', 'form'],
    extendTypes: { text: jsonTypes },
    textLimit: o.bodyLimit ?? oneMegabyte,
    formLimit,
    onError: (error) => {
      throw bodyProblem(error);
    },
  });
  return async (ctx, next) => {
    if (o.parseBody?.(ctx) === false) return next();
    await parse(ctx, async () => {
      const { body } = ctx.request;
      if (typeof body === 'string') ctx.request.body = parseJson(body, localeOf(ctx));
      await next();
    });
  };
}

function bodyProblem(error: Error): Error {
  const status = 'status' in error ? error.status : undefined;
  if (status === 413) return problem('too-large', { cause: error });
  if (status === 415) return problem('unsupported-media-type', { cause: error });
  // The parser's own message may repeat the body.
  return problem('invalid-input', { cause: error });
}

/** The browser went away before the answer was through: nothing to repair. */
function isGone(error: unknown): boolean {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  return (
    code === 'ECONNRESET' ||
    code === 'EPIPE' ||
    code === 'ECONNABORTED' ||
    code === 'ERR_STREAM_PREMATURE_CLOSE'
  );
}
