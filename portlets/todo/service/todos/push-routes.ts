import Router from '@koa/router';
import { problem } from '@yimen/problem';
import { callerOf, type PortalNotifier, requireScope, validate } from '@yimen/service-kit';
import { z } from 'zod';
import { externalId, todoDone, todoPush } from '../../contract/index.ts';
import type { Assignees, TodoStore } from './todo-store.ts';

const params = z.object({ externalId });

/** What business systems call. The system is the client that the token was made for, never a word of the request. */
export function pushRoutes(o: { store: TodoStore; notifier: PortalNotifier; clock: () => number }): Router {
  const router = new Router({ prefix: '/api/todos/:externalId', sensitive: true });
  const mayPush = requireScope('todo:push');

  const tell = (concerned: Assignees): void => {
    if (concerned.subjects.length + concerned.roles.length === 0) return;
    void o.notifier.notify({ topic: 'todo.changed', ...concerned });
  };
  const tellOrThrow = (concerned: Assignees | undefined): void => {
    if (!concerned) throw problem('not-found', { detail: 'this system has pushed no such to-do' });
    tell(concerned);
  };

  router.put('/', mayPush, validate({ params, body: todoPush }), async (ctx) => {
    const key = { system: callerOf(ctx).clientId, externalId: ctx.input.params.externalId };
    const { isNew, concerned } = await o.store.put(key, ctx.input.body, o.clock());
    tell(concerned);
    ctx.status = isNew ? 201 : 200;
    ctx.body = { system: key.system, externalId: key.externalId, state: 'open' };
  });
  router.post('/done', mayPush, validate({ params, body: todoDone.optional() }), async (ctx) => {
    const key = { system: callerOf(ctx).clientId, externalId: ctx.input.params.externalId };
    tellOrThrow(await o.store.finish(key, ctx.input.body ?? {}, o.clock()));
    ctx.body = { system: key.system, externalId: key.externalId, state: 'done' };
  });
  router.delete('/', mayPush, validate({ params }), async (ctx) => {
    const key = { system: callerOf(ctx).clientId, externalId: ctx.input.params.externalId };
    tellOrThrow(await o.store.withdraw(key, o.clock()));
    ctx.status = 204;
  });
  return router;
}
