import Router from '@koa/router';
import { problem } from '@yimen/problem';
import type { Middleware } from 'koa';
import { afterAll, describe, expect, it } from 'vitest';
import { createKoa, createLog, guardedRoutes, listen } from '../src/index.ts';

const log = createLog({ category: 'test', level: 'error' });

// Every combination of router settings: the guard must not depend on how the router finds its paths.
describe.each([
  { prefix: '/api/admin' },
  { prefix: '/api/admin', sensitive: true },
  { prefix: '/api/admin', strict: true },
  {},
])('guardedRoutes with %o', (options) => {
  const served: string[] = [];
  const opening = start();
  afterAll(async () => (await opening).close());

  async function start() {
    const router = new Router(options);
    const path = options.prefix === undefined ? '/api/admin/things/:id' : '/things/:id';
    router.put(path, (ctx) => {
      served.push(ctx.path);
      ctx.body = {};
    });
    const guard: Middleware = (ctx, next) => {
      if (ctx.get('x-key') !== 'right') throw problem('sign-in-required');
      return next();
    };
    const app = createKoa({ name: 'test', log });
    app.use(guardedRoutes(router, (_ctx, next) => next(), guard));
    app.use((ctx) => {
      ctx.body = 'another';
    });
    return await listen({ app, host: '127.0.0.1', port: 0, log });
  }

  it('runs no route unguarded, however the path is written', async () => {
    const { url } = await opening;
    const paths = [
      '/api/admin/things/1',
      '/API/admin/things/1',
      '/api/ADMIN/Things/1',
      '/Api/Admin/things/1/',
    ];
    for (const path of paths) await fetch(url + path, { method: 'PUT' });
    expect(served).toEqual([]);
    const answer = await fetch(`${url}/api/admin/things/1`, { method: 'PUT' });
    expect(answer.status).toBe(401);
  });

  it('lets the guarded through, and leaves other paths alone', async () => {
    const { url } = await opening;
    const right = { headers: { 'x-key': 'right' } };
    expect((await fetch(`${url}/api/admin/things/1`, { ...right, method: 'PUT' })).status).toBe(200);
    expect(await (await fetch(`${url}/elsewhere`)).text()).toBe('another');
  });
});
