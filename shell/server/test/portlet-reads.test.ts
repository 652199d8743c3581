import { testDatabases } from '@yimen/database/testing';
import type { ReadLine } from '@yimen/shell-contract';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { administer, publishPortlet } from './harness/factories.ts';
import { startPortal, type TestPortal } from './harness/portal.ts';
import type { Answer, TestBrowser } from './harness/test-browser.ts';
import { json, startTestService, type TestService } from './harness/test-service.ts';

const [database] = testDatabases();
const title = { 'zh-CN': '服务', 'en-US': 'Service' };
const linesOf = ({ text }: Answer): ReadLine[] =>
  text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line));

describe('reads that travel together', () => {
  let portal: TestPortal;
  let service: TestService;
  let wangfang: TestBrowser;
  const read = (reads: unknown, browser = wangfang) => browser.api('POST', '/api/portlet-reads', { reads });

  beforeAll(async () => {
    portal = await startPortal((await database?.url()) ?? '', { gatewayTimeout: 400 });
    service = await startTestService();
    for (const name of ['todo', 'slow']) {
      await publishPortlet(portal, name, { service: { audience: `urn:test:${name}`, scopes: [] } });
      await administer(portal, 'PUT', `/services/urn:test:${name}`, { name: title, baseUrl: service.url });
    }
    await publishPortlet(portal, 'secret', {
      service: { audience: 'urn:test:todo', scopes: [] },
      roles: ['nobody'],
    });
    wangfang = await portal.signIn('wangfang');
  });
  beforeEach(() => {
    service.received.length = 0;
    service.answer = ({ url }, response) => json(response, { url });
  });
  afterAll(async () => {
    await portal.close();
    await service.stop();
  });

  it('are answered in a line each, with the token of each service', async () => {
    const reads = ['/api/portlets/todo/a%2Fb?q=%E5%BE%85', '/api/portlets/slow/c'];
    const answer = await read(reads);
    expect(answer.status).toBe(200);
    expect(answer.headers['content-type']).toContain('application/x-ndjson');
    expect(answer.headers['cache-control']).toBe('no-store');
    const lines = linesOf(answer).toSorted((a, b) => a.url.localeCompare(b.url));
    expect(lines).toEqual([
      { url: '/api/portlets/slow/c', status: 200, body: { url: '/base/c' } },
      { url: '/api/portlets/todo/a%2Fb?q=%E5%BE%85', status: 200, body: { url: '/base/a%2Fb?q=%E5%BE%85' } },
    ]);
    expect(service.received.map(({ claims }) => claims.aud).toSorted()).toEqual([
      'urn:test:slow',
      'urn:test:todo',
    ]);
  });

  it('fail one by one: no portlet for her, a service that refuses, hangs, or sends what is no JSON', async () => {
    const refusal = { type: 'urn:yimen:problem:rate-limited', title: 'x', status: 429 };
    service.answer = ({ url }, response) => {
      if (url === '/base/busy') {
        const headers = { 'content-type': 'application/problem+json', 'retry-after': '7', 'x-own': '1' };
        response.writeHead(429, headers).end(JSON.stringify(refusal));
      } else if (url === '/base/page') response.writeHead(200, { 'content-type': 'text/html' }).end('<p>');
      else if (url === '/base/big') json(response, 'x'.repeat(300_000));
      else if (url !== '/base/hang') json(response, { ok: true });
    };
    const paths = ['todo/fine', 'todo/busy', 'todo/page', 'todo/big', 'slow/hang', 'secret/x', 'no-such/x'];
    const answer = await read(paths.map((path) => `/api/portlets/${path}`));
    const byPath = new Map(linesOf(answer).map(({ url, ...line }) => [url.slice(14), line]));
    expect(byPath.size).toBe(paths.length);
    expect(byPath.get('todo/fine')).toEqual({ status: 200, body: { ok: true } });
    expect(byPath.get('todo/busy')).toEqual({
      status: 429,
      type: 'application/problem+json',
      headers: { 'retry-after': '7' },
      body: refusal,
    });
    expect(byPath.get('todo/page')).toEqual({ status: 0 });
    expect(byPath.get('todo/big')).toEqual({ status: 0 });
    expect(byPath.get('slow/hang')).toMatchObject({ status: 504 });
    // What she may not use reads like what is not there (I6).
    const problemOf = (path: string) =>
      JSON.stringify(byPath.get(path)).replaceAll(path.split('/')[0] ?? '', '');
    expect(byPath.get('secret/x')).toMatchObject({ status: 404 });
    expect(problemOf('secret/x')).toBe(problemOf('no-such/x'));
  });

  it('hold no more of an endless answer than fits, and let its connection go', async () => {
    let sent = 0;
    let isClosed = false;
    service.answer = (_request, response) => {
      response.writeHead(200, { 'content-type': 'application/json' });
      response.on('close', () => {
        isClosed = true;
      });
      const piece = JSON.stringify('x'.repeat(64_000));
      const more = () => {
        // It would come to a few hundred megabytes; a portal that collects them all is late, too.
        while (!isClosed && sent < 400_000_000) {
          sent += piece.length;
          if (!response.write(`${piece},`)) {
            response.once('drain', more);
            return;
          }
        }
        response.end();
      };
      more();
    };
    const lines = linesOf(await read(['/api/portlets/todo/endless']));
    expect(lines).toEqual([{ url: '/api/portlets/todo/endless', status: 0 }]);
    expect(sent).toBeLessThan(20_000_000);
    await expect.poll(() => isClosed).toBe(true);
    service.answer = (_request, response) => {
      response.writeHead(200, { 'content-type': 'application/json' });
      response.write('{"a":');
      response.end('"待办"}');
    };
    expect(linesOf(await read(['/api/portlets/todo/chunked']))[0]).toMatchObject({ body: { a: '待办' } });
  });

  it('refuse anything but addresses of portlets’ services', async () => {
    const bad = [
      [],
      ['/api/session'],
      ['/api/portlets/todo'],
      ['https://elsewhere.example/api/portlets/todo/x'],
      ['/api/portlets/todo/x#y'],
      Array.from({ length: 61 }, (_, at) => `/api/portlets/todo/${at}`),
      'todo',
    ];
    for (const reads of bad) expect((await read(reads)).status).toBe(400);
    expect(service.received).toEqual([]);
    const climbing = linesOf(await read(['/api/portlets/todo/../../etc', '/api/portlets/..%2Ftodo/x']));
    expect(climbing.map(({ status }) => status)).toEqual([404, 404]);
    expect(service.received).toEqual([]);
  });

  it('need a session and the shell’s own header', async () => {
    const reads = ['/api/portlets/todo/x'];
    const foreign = { method: 'POST', body: { reads }, headers: { origin: 'https://elsewhere.example' } };
    expect((await wangfang.send('/api/portlet-reads', foreign)).status).toBe(403);
    wangfang.jar.clear();
    expect((await read(reads)).status).toBe(401);
    wangfang = await portal.signIn('wangfang');
  });
});
