import Router from '@koa/router';
import { problem } from '@yimen/problem';
import { acrValues, guardedRoutes, requireAcr, validate } from '@yimen/service-kit';
import type { Context, Middleware } from 'koa';
import { PasswordQueueFull } from '../accounts/password-hasher.ts';
import type { RequireOwnToken } from '../provider/own-tokens.ts';
import type { Services } from '../services.ts';
import { authorize } from './authorize.ts';
import type { AdministrationOperation, Answer, ChangeOperation, ReadOperation } from './operation.ts';
import { administrationOperations } from './operations.ts';
import { requestChange } from './request-change.ts';
import { expectedOf, revisionOf } from './revision.ts';
import { actorOf } from './run-change.ts';

/**
 * The administration API: one route per operation of the list, and nothing beside it. People come with a second factor
 * (RFC 9470); the token says so.
 */
export function adminRoutes(services: Services, requireOwnToken: RequireOwnToken): Middleware {
  const router = new Router({ prefix: '/api/admin', sensitive: true });
  // After the right: who may not do it anyhow need not verify again.
  const strongly = requireAcr(acrValues.secondFactor);
  for (const operation of administrationOperations) {
    const { params, query, body } = operation;
    const schemas = { ...(params && { params }), ...(query && { query }), ...(body && { body }) };
    const may: Middleware = async (ctx, next) => {
      ctx.state.administrator = await authorize(ctx, services, operation);
      await next();
    };
    router.register(
      operation.path,
      [operation.method],
      [may, strongly, validate(schemas) as Middleware, answer(services, operation)],
    );
  }
  return guardedRoutes(router, requireOwnToken(''));
}

function answer(services: Services, operation: AdministrationOperation): Middleware {
  return async (ctx) => {
    const run = operation.isChange ? change(ctx, services, operation) : read(ctx, services, operation);
    const { status = 200, body, headers = {} } = await run.catch(turnAway);
    ctx.status = status;
    ctx.set(headers);
    ctx.body = body;
  };
}

async function change(ctx: Context, services: Services, operation: ChangeOperation): Promise<Answer> {
  return await requestChange(services, {
    operation,
    input: ctx.input,
    caller: ctx.state.administrator,
    origin: originOf(ctx),
    expected: expectedOf(ctx),
  });
}

async function read(ctx: Context, services: Services, operation: ReadOperation): Promise<Answer> {
  const { subject } = operation;
  const caller = ctx.state.administrator;
  const { input } = ctx;
  const state = subject ? await subject.load(services.db.query, subject.id(input)) : null;
  if (operation.isAudited) {
    // Before anything is shown: who cannot be recorded sees nothing.
    await services.audit.record({
      event: 'administration-read',
      outcome: 'success',
      ...actorOf(caller),
      ...originOf(ctx),
      detail: { operation: operation.id, params: input.params ?? {}, query: input.query ?? {} },
    });
  }
  const given = await operation.read({ services, input, caller, state, ctx });
  const revision = revisionOf(state);
  if (revision === null) return given;
  // In the body too: answers reach a browser without their headers when many are read at once.
  const body = isPlainObject(given.body) ? { ...given.body, revision } : given.body;
  return { ...given, body, headers: { etag: `"${revision}"`, ...given.headers } };
}

const isPlainObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype;

const originOf = (ctx: Context) => ({ ip: ctx.ip, userAgent: ctx.get('user-agent'), path: ctx.path });

/** Passwords wait in the queue of the sign-ins. */
function turnAway(error: unknown): never {
  if (!(error instanceof PasswordQueueFull)) throw error;
  throw problem('service-unavailable', {
    headers: { 'retry-after': String(error.retryAfterSeconds) },
    cause: error,
  });
}
