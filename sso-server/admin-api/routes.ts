import Router from '@koa/router';
import { problem } from '@yimen/problem';
import { callerOf, guardedRoutes, validate } from '@yimen/service-kit';
import type { Context, Middleware } from 'koa';
import { PasswordQueueFull } from '../accounts/password-hasher.ts';
import type { RequireOwnToken } from '../provider/own-tokens.ts';
import type { Services } from '../services.ts';
import { savePost, saveRole, saveUnit } from './save-organisation.ts';
import { savePerson } from './save-person.ts';
import { saveRelyingParty, saveResource } from './save-relying-party.ts';
import {
  idParams,
  type PutPerson,
  putPerson,
  putPost,
  putRelyingParty,
  putResource,
  putRole,
  putUnit,
} from './schemas.ts';

export type Saved = { isNew: boolean; body: Record<string, unknown> };

/** Administration API: idempotent PUTs, also what loads the demonstration data (scope sso:admin). */
export function adminRoutes(services: Services, requireOwnToken: RequireOwnToken): Middleware {
  const router = new Router({ prefix: '/api/admin', sensitive: true });

  router.put('/units/:id', validate({ params: idParams, body: putUnit }), async (ctx) => {
    const { params, body } = ctx.input;
    await answer(ctx, services, await saveUnit(services, params.id, body));
  });
  router.put('/posts/:id', validate({ params: idParams, body: putPost }), async (ctx) => {
    const { params, body } = ctx.input;
    await answer(ctx, services, await savePost(services, params.id, body));
  });
  router.put('/roles/:id', validate({ params: idParams, body: putRole }), async (ctx) => {
    const { params, body } = ctx.input;
    await answer(ctx, services, await saveRole(services, params.id, body));
  });
  router.put('/people/:id', validate({ params: idParams, body: putPerson }), async (ctx) => {
    const { params, body } = ctx.input;
    refusePasswordFromPerson(ctx, body);
    await answer(ctx, services, await savePerson(services, params.id, body).catch(turnAway));
  });
  router.put('/resources/:id', validate({ params: idParams, body: putResource }), async (ctx) => {
    const { params, body } = ctx.input;
    await answer(ctx, services, await saveResource(services, params.id, body));
  });
  router.put('/relying-parties/:id', validate({ params: idParams, body: putRelyingParty }), async (ctx) => {
    const { params, body } = ctx.input;
    await answer(ctx, services, await saveRelyingParty(services, params.id, body));
  });
  return guardedRoutes(router, requireOwnToken('sso:admin'), requireAdministrator());
}

/** No administrator ever knows a password: people get an activation code. Programs load what an older system has. */
function refusePasswordFromPerson(ctx: Context, body: PutPerson): void {
  if (callerOf(ctx).isService) return;
  const given = (['password', 'passwordHash'] as const).filter((field) => body[field] !== undefined);
  if (given.length === 0) return;
  throw problem('forbidden', {
    errors: given.map((field) => ({
      pointer: `/body/${field}`,
      detail: 'reset issues an activation code instead',
    })),
  });
}

/** Passwords wait in the queue of the sign-ins. */
function turnAway(error: unknown): never {
  if (!(error instanceof PasswordQueueFull)) throw error;
  throw problem('service-unavailable', {
    headers: { 'retry-after': String(error.retryAfterSeconds) },
    cause: error,
  });
}

/** A service that was given the scope, or a person who is an administrator. */
function requireAdministrator(): Middleware {
  return async (ctx, next) => {
    const caller = callerOf(ctx);
    if (!caller.isService && !caller.roles.includes('administrator')) {
      throw problem('forbidden', { detail: 'needs the role administrator' });
    }
    await next();
  };
}

async function answer(ctx: Context, { audit }: Services, { isNew, body }: Saved): Promise<void> {
  const caller = callerOf(ctx);
  await audit.record({
    event: 'administration',
    outcome: 'success',
    sub: caller.isService ? null : caller.sub,
    clientId: caller.clientId,
    ip: ctx.ip,
    userAgent: ctx.get('user-agent'),
    detail: { method: ctx.method, path: ctx.path, isNew },
  });
  ctx.status = isNew ? 201 : 200;
  ctx.body = body;
}
