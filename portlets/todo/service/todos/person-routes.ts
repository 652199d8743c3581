import Router from '@koa/router';
import { problem } from '@yimen/problem';
import { callerOf, requireScope, validate } from '@yimen/service-kit';
import type { Context, Middleware } from 'koa';
import { todoCounts, todoPage, todoQuery } from '../../contract/index.ts';
import type { SystemDirectory } from '../systems/system-directory.ts';
import { presentTodo } from './present-todo.ts';
import type { Person, TodoLists } from './todo-lists.ts';

/** What the portlet reads, for the person behind the token. */
export function personRoutes(o: { lists: TodoLists; systems: SystemDirectory; clock: () => number }): Router {
  const router = new Router({ prefix: '/api/todos', sensitive: true });
  const mayRead = requireScope('todo:read');

  router.get('/counts', mayRead, onlyPeople, validate({ response: todoCounts }), async (ctx) => {
    ctx.body = await o.lists.counts(personOf(ctx), o.clock());
  });
  router.get('/', mayRead, onlyPeople, validate({ query: todoQuery, response: todoPage }), async (ctx) => {
    const { rows, total } = await o.lists.page(personOf(ctx), ctx.input.query);
    const systems = await o.systems.all();
    ctx.body = { items: rows.map((row) => presentTodo(row, systems.get(row.system))), total };
  });
  return router;
}

const onlyPeople: Middleware = async (ctx, next) => {
  if (callerOf(ctx).isService) throw problem('forbidden', { detail: 'to-dos are read by people' });
  await next();
};

function personOf(ctx: Context): Person {
  const { sub, roles } = callerOf(ctx);
  return { sub, roles };
}
