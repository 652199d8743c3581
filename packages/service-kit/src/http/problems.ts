import {
  isProblem,
  type ProblemDetails,
  ProblemError,
  type ProblemName,
  problem,
  problemMediaType,
  problemTitle,
} from '@yimen/problem';
import type { Context, Middleware } from 'koa';
import type { Log } from '../log/create-log.ts';
import { localeOf } from './locale-of.ts';
import { plainProblemPage } from './plain-problem-page.ts';

/** Renders a problem for a person who navigated here; undefined falls back to the plain page. */
export type RenderProblem = (ctx: Context, details: ProblemDetails) => string | undefined;

// What Koa, the router and the body parser throw or leave behind, as status numbers.
const namesByStatus: Readonly<Record<number, ProblemName>> = {
  401: 'sign-in-required',
  403: 'forbidden',
  404: 'not-found',
  405: 'method-not-allowed',
  409: 'conflict',
  412: 'revision-outdated',
  413: 'too-large',
  415: 'unsupported-media-type',
  429: 'rate-limited',
  501: 'method-not-allowed',
  503: 'service-unavailable',
  504: 'service-timeout',
};

const retryAfterSeconds = '5';

/** The one place where errors become answers (RFC 9457). Unknown errors are logged and answered with a bare 500. */
export function problems(o: {
  log: Log;
  renderProblem?: RenderProblem | undefined;
  isUnavailable?: ((error: unknown) => boolean) | undefined;
}): Middleware {
  return async (ctx, next) => {
    try {
      await next();
      if (ctx.respond !== false && isUnanswered(ctx))
        answer(ctx, toProblem({ status: ctx.status, expose: true }), o);
    } catch (error) {
      const log: Log = ctx.state.log ?? o.log;
      const found =
        !isProblem(error) && o.isUnavailable?.(error)
          ? problem('service-unavailable', { headers: { 'retry-after': retryAfterSeconds }, cause: error })
          : toProblem(error);
      if (found.problem.status >= 500) log.error('request-failed', { error });
      else log.debug('request-refused', { error });
      if (ctx.res.headersSent || ctx.respond === false) {
        // Too late for another answer; a cut connection is the honest one.
        ctx.res.destroy();
        return;
      }
      answer(ctx, found, o);
    }
  };
}

function isUnanswered(ctx: Context): boolean {
  const isSilent = ctx.body === undefined || ctx.body === null;
  return isSilent && (ctx.status === 404 || ctx.status === 405 || ctx.status === 501);
}

function toProblem(error: unknown): ProblemError {
  if (isProblem(error)) return new ProblemError({ ...error.problem }, { headers: error.headers ?? {} });
  const { status, expose, message } = (typeof error === 'object' && error !== null ? error : {}) as Record<
    string,
    unknown
  >;
  if (expose !== true || typeof status !== 'number') return problem('internal', { cause: error });
  const name = namesByStatus[status] ?? (status < 500 ? 'invalid-input' : 'internal');
  return problem(name, {
    ...(typeof message === 'string' && name === 'invalid-input' && { detail: message }),
  });
}

function answer(
  ctx: Context,
  { problem: found, headers }: ProblemError,
  o: { renderProblem?: RenderProblem | undefined },
): void {
  const locale = localeOf(ctx);
  const details: ProblemDetails = {
    ...found,
    title: problemTitle(found, locale),
    ...(ctx.state.requestId && { instance: found.instance ?? `urn:yimen:request:${ctx.state.requestId}` }),
  };
  for (const name of ['content-length', 'content-encoding', 'etag', 'last-modified']) ctx.remove(name);
  ctx.status = details.status;
  ctx.set('cache-control', 'no-store');
  ctx.set('content-language', locale);
  ctx.vary('accept-language');
  for (const [name, value] of Object.entries(headers)) ctx.set(name, value);
  if (isNavigation(ctx)) {
    ctx.body = o.renderProblem?.(ctx, details) ?? plainProblemPage(details, locale);
    ctx.type = 'text/html; charset=utf-8';
    return;
  }
  ctx.body = JSON.stringify(details);
  ctx.type = problemMediaType;
}

/** A person's browser asks for HTML first; scripts and services do not. */
function isNavigation(ctx: Context): boolean {
  return ctx.get('accept').includes('text/html') && ctx.accepts('html', 'json') === 'html';
}
