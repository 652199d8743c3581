import Router from '@koa/router';
import { describe, expect, expectTypeOf, it } from 'vitest';
import { z } from 'zod';
import { validate } from '../src/index.ts';
import { jsonOf, send, serve } from './serve.ts';

const json = { 'content-type': 'application/json' };
const PushTodo = {
  params: z.object({ system: z.string().max(5) }),
  query: z.object({ page: z.coerce.number().int().min(1).default(1) }),
  body: z.strictObject({ title: z.string().min(1).max(10), tags: z.array(z.string()).default([]) }),
  response: z.object({ title: z.string(), page: z.number() }),
};

async function start() {
  return serve((app) => {
    const router = new Router();
    router.post('/systems/:system/todos', validate(PushTodo), async (ctx) => {
      expectTypeOf(ctx.input.body).toEqualTypeOf<{ title: string; tags: string[] }>();
      expectTypeOf(ctx.input.query.page).toEqualTypeOf<number>();
      const { title } = ctx.input.body;
      ctx.body = { title, page: ctx.input.query.page, passwordHash: 'geheim' };
    });
    router.get('/wrong', validate({ response: z.object({ id: z.number() }) }), async (ctx) => {
      ctx.body = { id: 'geheim' };
    });
    router.get('/gone', validate({ response: z.object({ id: z.number() }) }), async (ctx) => {
      ctx.status = 204;
    });
    app.use(router.routes());
  });
}

describe('validate', () => {
  const post = (url: string, path: string, body: unknown, headers: Record<string, string> = {}) =>
    send(url + path, { method: 'POST', headers: { ...json, ...headers }, body: JSON.stringify(body) });

  it('hands over converted input and reduces the answer to its schema', async () => {
    const { url } = await start();
    const answer = await post(url, '/systems/pay/todos?page=3', { title: '审核' });
    expect(answer.status).toBe(200);
    expect(jsonOf(answer)).toEqual({ title: '审核', page: 3 });
  });

  it('reports every mistake in params, query and body at once', async () => {
    const { url } = await start();
    const answer = await post(url, '/systems/payments/todos?page=0', {
      title: '',
      tags: ['a', 2],
      'x/y~z': 1,
    });
    expect(answer.status).toBe(400);
    const { type, errors } = jsonOf(answer) as {
      type: string;
      errors: { pointer: string; detail: string }[];
    };
    expect(type).toBe('urn:yimen:problem:invalid-input');
    expect(errors.map((error) => error.pointer)).toEqual([
      '/params/system',
      '/query/page',
      '/body/title',
      '/body/tags/1',
      '/body/x~1y~0z',
    ]);
    for (const { detail } of errors) expect(detail).toMatch(/\p{Script=Han}/u);
  });

  it('words mistakes in the language of the caller', async () => {
    const { url } = await start();
    const answer = await post(url, '/systems/pay/todos', {}, { 'accept-language': 'en-US' });
    const { errors } = jsonOf(answer) as { errors: { detail: string }[] };
    expect(errors[0]?.detail).toMatch(/^[\x20-\x7e]+$/);
  });

  it.each([
    ['nothing', undefined, {}, 400],
    ['another media type', 'title=x', { 'content-type': 'text/plain' }, 415],
    ['JSON that is no object', '"x"', json, 400],
    ['null', 'null', json, 400],
  ])('refuses %s as body', async (_what, body, headers, status) => {
    const { url } = await start();
    const answer = await send(`${url}/systems/pay/todos`, {
      method: 'POST',
      headers,
      ...(body !== undefined && { body }),
    });
    expect(answer.status).toBe(status);
  });

  it('does not let a prototype in', async () => {
    const { url } = await start();
    const answer = await send(`${url}/systems/pay/todos`, {
      method: 'POST',
      headers: json,
      body: '{"title":"x","__proto__":{"isAdmin":true}}',
    });
    expect(answer.status).toBe(400);
    expect(({} as Record<string, unknown>).isAdmin).toBeUndefined();
  });

  it('answers 500 rather than something that the schema does not promise', async () => {
    const { url } = await start();
    const answer = await send(`${url}/wrong`);
    expect(answer.status).toBe(500);
    expect(answer.body.toString()).not.toContain('geheim');
    expect((await send(`${url}/gone`)).status).toBe(204);
  });
});
