import { PassThrough, Readable } from 'node:stream';
import { brotliDecompressSync } from 'node:zlib';
import Router from '@koa/router';
import { problem } from '@yimen/problem';
import { Counter } from 'prom-client';
import { describe, expect, it } from 'vitest';
import { createKoa, metricsOf } from '../src/index.ts';
import { eventually, jsonOf, keptLog, send, serve } from './serve.ts';

const json = { 'content-type': 'application/json' };

describe('problems', () => {
  const build = (router: Router) => {
    router.get('/known', () => {
      throw problem('conflict', {
        detail: 'taken',
        headers: { 'retry-after': '3' },
        cause: new Error('SQL secret'),
      });
    });
    router.get('/unknown', (ctx) => {
      ctx.set('etag', '"x"');
      throw new Error('select geheim from account');
    });
    router.get('/odd', () => {
      throw 'a string';
    });
    router.get('/thrown/:status', (ctx) => ctx.throw(Number(ctx.params.status), 'words'));
    router.post('/body', (ctx) => {
      ctx.body = { got: ctx.request.body };
    });
  };
  const start = (options = {}) =>
    serve((app) => {
      const router = new Router();
      build(router);
      app.use(router.routes()).use(router.allowedMethods());
    }, options);

  it('answers problem details with title, detail, instance and headers', async () => {
    const { url } = await start();
    const answer = await send(`${url}/known`, { headers: { 'x-request-id': 'request-0001' } });
    expect(answer.status).toBe(409);
    expect(answer.headers).toMatchObject({
      'content-type': 'application/problem+json',
      'retry-after': '3',
      'cache-control': 'no-store',
      'content-language': 'zh-CN',
    });
    expect(jsonOf(answer)).toEqual({
      type: 'urn:yimen:problem:conflict',
      title: '与现有数据冲突',
      status: 409,
      detail: 'taken',
      instance: 'urn:yimen:request:request-0001',
    });
  });

  it('speaks the language of the caller', async () => {
    const { url } = await start();
    const title = async (language: string) =>
      jsonOf(await send(`${url}/known`, { headers: { 'accept-language': language } })).title;
    expect(await title('en-GB,en;q=0.9')).toBe('This conflicts with what is there already');
    expect(await title('zh-TW, zh;q=0.8, en;q=0.7')).toBe('与现有数据冲突');
    expect(await title('fr')).toBe('与现有数据冲突');
  });

  it('says nothing about an unknown error but logs it with the request id', async () => {
    const { url, lines } = await start();
    for (const path of ['/unknown', '/odd']) {
      const answer = await send(url + path, { headers: { 'x-request-id': 'request-0002' } });
      expect(answer.status).toBe(500);
      expect(jsonOf(answer)).toEqual({
        type: 'urn:yimen:problem:internal',
        title: '系统内部错误',
        status: 500,
        instance: 'urn:yimen:request:request-0002',
      });
      expect(answer.headers.etag).toBeUndefined();
    }
    const failures = lines.filter((line) => line.event === 'request-failed');
    expect(failures).toHaveLength(2);
    expect(failures[0]).toMatchObject({
      requestId: 'request-0002',
      error: { message: 'select geheim from account' },
    });
  });

  it.each([
    [400, 'invalid-input', 400],
    [401, 'sign-in-required', 401],
    [418, 'invalid-input', 400],
    [429, 'rate-limited', 429],
    [500, 'internal', 500],
  ])('maps what middleware throws: %i', async (status, name, answered) => {
    const { url } = await start();
    const answer = await send(`${url}/thrown/${status}`);
    expect([answer.status, jsonOf(answer).type]).toEqual([answered, `urn:yimen:problem:${name}`]);
  });

  it('has answers for no route and a wrong method', async () => {
    const { url } = await start();
    expect(jsonOf(await send(`${url}/nothing`)).type).toBe('urn:yimen:problem:not-found');
    const wrong = await send(`${url}/body`, { method: 'DELETE' });
    expect(jsonOf(wrong).type).toBe('urn:yimen:problem:method-not-allowed');
    expect(wrong.headers.allow).toBe('POST');
  });

  it('refuses bodies that are broken or too large, without repeating them', async () => {
    const { url } = await start({ bodyLimit: 1_000 });
    const broken = await send(`${url}/body`, {
      method: 'POST',
      headers: json,
      body: '{"password":"geheim",',
    });
    expect(jsonOf(broken)).toMatchObject({
      status: 400,
      errors: [{ pointer: '/body', detail: '不是有效的 JSON' }],
    });
    expect(broken.body.toString()).not.toContain('geheim');
    const large = await send(`${url}/body`, {
      method: 'POST',
      headers: json,
      body: JSON.stringify('x'.repeat(2_000)),
    });
    expect(jsonOf(large).type).toBe('urn:yimen:problem:too-large');
    const fine = await send(`${url}/body`, { method: 'POST', headers: json, body: '{"a":[1]}' });
    expect(jsonOf(fine)).toEqual({ got: { a: [1] } });
  });

  it('shows a person a page and escapes what is in it', async () => {
    const { url } = await serve((app) => {
      app.use(() => {
        throw problem('forbidden', { detail: '<script>alert(1)</script>' });
      });
    });
    const answer = await send(url, { headers: { accept: 'text/html,application/xhtml+xml,*/*;q=0.8' } });
    expect(answer.status).toBe(403);
    expect(answer.headers['content-type']).toBe('text/html; charset=utf-8');
    expect(answer.body.toString()).toContain('您没有此项权限');
    expect(answer.body.toString()).not.toContain('<script>');
  });

  it('lets a program draw that page itself', async () => {
    const { url } = await start({
      renderProblem: (_ctx: unknown, details: { status: number }) => `<p>own ${details.status}</p>`,
    });
    const answer = await send(`${url}/nothing`, { headers: { accept: 'text/html' } });
    expect(answer.body.toString()).toBe('<p>own 404</p>');
  });

  it('cuts the connection when an answer has begun, instead of pretending it is whole', async () => {
    const { url } = await serve((app) => {
      app.use(async (ctx) => {
        const stream = new PassThrough();
        ctx.type = 'text/plain';
        ctx.body = stream;
        stream.write('begin');
        setTimeout(() => stream.destroy(new Error('source broke')), 20);
      });
    });
    await expect(send(url)).rejects.toThrow();
  });
});

describe('requests', () => {
  it('have an id, taken over only when it looks like one', async () => {
    const { url } = await serve((app) =>
      app.use((ctx) => {
        ctx.body = ctx.state.requestId;
      }),
    );
    const kept = await send(url, { headers: { 'x-request-id': 'click-12345' } });
    expect([kept.headers['x-request-id'], kept.body.toString()]).toEqual(['click-12345', 'click-12345']);
    const replaced = await send(url, { headers: { 'x-request-id': 'a b"}{' } });
    expect(replaced.headers['x-request-id']).toMatch(/^[\da-f-]{36}$/);
  });

  it('are logged without query, headers or body', async () => {
    const { url, lines, text } = await serve((app) =>
      app.use((ctx) => {
        ctx.body = 'ok';
      }),
    );
    const headers = { cookie: 'session=geheim', authorization: 'Bearer geheim-token', ...json };
    await send(`${url}/a/b?code=geheim`, { method: 'POST', headers, body: '{"password":"geheim"}' });
    await eventually(() => lines.find((line) => line.event === 'request')).toMatchObject({
      method: 'POST',
      path: '/a/b',
      status: 200,
    });
    expect(text()).not.toContain('geheim');
  });

  it('get strict headers, error answers too, which a program may replace', async () => {
    const { url } = await serve(() => undefined, {
      secureHeaders: { 'Content-Security-Policy': "default-src 'self'", 'x-frame-options': false },
    });
    const { headers } = await send(url);
    expect(headers).toMatchObject({
      'content-security-policy': "default-src 'self'",
      'cross-origin-opener-policy': 'same-origin',
      'referrer-policy': 'same-origin',
      'x-content-type-options': 'nosniff',
    });
    expect(headers['x-frame-options']).toBeUndefined();
  });

  it('are not cached unless the route says so', async () => {
    const { url } = await serve((app) =>
      app.use((ctx) => {
        if (ctx.path === '/public') ctx.set('cache-control', 'public, max-age=60');
        ctx.body = {};
      }),
    );
    expect((await send(url)).headers['cache-control']).toBe('no-store');
    expect((await send(`${url}/public`)).headers['cache-control']).toBe('public, max-age=60');
  });

  it('are compressed when they are complete, streams are passed through', async () => {
    const { url } = await serve((app) =>
      app.use((ctx) => {
        ctx.type = 'application/json';
        const big = JSON.stringify(Array.from({ length: 500 }, (_, id) => ({ id })));
        ctx.body = ctx.path === '/stream' ? Readable.from([big]) : big;
      }),
    );
    const headers = { 'accept-encoding': 'br' };
    const whole = await send(url, { headers });
    expect(whole.headers['content-encoding']).toBe('br');
    expect(JSON.parse(brotliDecompressSync(whole.body).toString())).toHaveLength(500);
    const stream = await send(`${url}/stream`, { headers });
    expect(stream.headers['content-encoding']).toBeUndefined();
    expect(JSON.parse(stream.body.toString())).toHaveLength(500);
  });

  it('keep their raw body where a program wants to read it itself', async () => {
    const { url } = await serve(
      (app) =>
        app.use(async (ctx) => {
          const chunks: Buffer[] = [];
          for await (const chunk of ctx.req) chunks.push(chunk);
          ctx.body = Buffer.concat(chunks).toString();
        }),
      { parseBody: (ctx) => ctx.path !== '/raw' },
    );
    const answer = await send(`${url}/raw`, { method: 'POST', headers: json, body: '{"not": parsed' });
    expect(answer.body.toString()).toBe('{"not": parsed');
  });
});

describe('what is away for a moment', () => {
  it('is answered with 503 and when to come again, and other errors are not', async () => {
    const isUnavailable = (error: unknown) =>
      error instanceof Error && error.message === 'disk geheim is full';
    const { url } = await serve(
      (app) =>
        app.use((ctx) => {
          throw new Error(ctx.path === '/full' ? 'disk geheim is full' : 'a mistake');
        }),
      { isUnavailable },
    );
    const answer = await send(`${url}/full`);
    expect([answer.status, answer.headers['retry-after'], jsonOf(answer).type]).toEqual([
      ...[503, '5', 'urn:yimen:problem:service-unavailable'],
    ]);
    expect(answer.body.toString()).not.toContain('geheim');
    expect((await send(`${url}/mistake`)).status).toBe(500);
  });
});

describe('operations', () => {
  it('/healthz is alive and /readyz asks the program', async () => {
    let isReady = false;
    const ready = async () => {
      if (!isReady) throw new Error('database geheim is down');
    };
    const { url } = await serve(() => undefined, { ready });
    expect((await send(`${url}/healthz`)).status).toBe(200);
    const notYet = await send(`${url}/readyz`);
    expect(notYet.status).toBe(503);
    expect(notYet.body.toString()).not.toContain('geheim');
    isReady = true;
    expect(jsonOf(await send(`${url}/readyz`))).toEqual({ status: 'ready', program: 'test' });
  });

  it('/metrics counts requests by route and has the program’s own metrics', async () => {
    const { url } = await serve((app) => {
      const router = new Router();
      router.get('/things/:id', (ctx) => {
        ctx.body = {};
      });
      app.use(router.routes());
      new Counter({ name: 'todo_pushed_total', help: 'x', registers: [metricsOf(app)] }).inc(3);
    });
    await send(`${url}/things/1`);
    await send(`${url}/things/2`);
    await send(`${url}/nothing`);
    await eventually(async () => (await send(`${url}/metrics`)).body.toString()).toContain(
      'yimen_http_request_seconds_count{program="test",method="GET",route="/things/:id",status="200"} 2',
    );
    const text = (await send(`${url}/metrics`)).body.toString();
    expect(text).toContain('route="none",status="404"} 1');
    expect(text).toContain('todo_pushed_total{program="test"} 3');
    expect(text).toContain('yimen_process_resident_memory_bytes');
  });

  it('/metrics is not there for those who come through a proxy', async () => {
    const { url } = await serve(() => undefined);
    expect((await send(`${url}/metrics`, { headers: { 'x-forwarded-for': '203.0.113.5' } })).status).toBe(
      404,
    );
    expect(() => metricsOf(createKoa({ name: 'x', log: keptLog().log }))).not.toThrow();
  });
});
