import { randomBytes } from 'node:crypto';
import { request } from 'node:http';
import { testDatabases } from '@yimen/database/testing';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { administer, publishPortlet } from './harness/factories.ts';
import { startPortal, type TestPortal } from './harness/portal.ts';
import type { TestBrowser } from './harness/test-browser.ts';
import { json, startTestService, type TestService } from './harness/test-service.ts';

const [database] = testDatabases();
const title = { 'zh-CN': '服务', 'en-US': 'Service' };

async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise((resolve) => setTimeout(resolve, 10));
}

describe('portlet gateway', () => {
  let portal: TestPortal;
  let service: TestService;
  let wangfang: TestBrowser;
  beforeAll(async () => {
    portal = await startPortal((await database?.url()) ?? '', { gatewayTimeout: 400 });
    service = await startTestService();
    for (const [name, scopes] of [
      ['todo', ['todo:read', 'todo:write']],
      ['broken', ['x:read']],
      ['slow', ['x:read']],
      ['refused', ['x:read']],
      ['unregistered', ['x:read']],
    ] as const) {
      await publishPortlet(portal, name, { service: { audience: `urn:test:${name}`, scopes } });
      if (name !== 'unregistered') {
        const path = `/services/${encodeURIComponent(`urn:test:${name}`)}`;
        await administer(portal, 'PUT', path, { name: title, baseUrl: service.url });
      }
    }
    await publishPortlet(portal, 'secret', {
      service: { audience: 'urn:test:todo', scopes: [] },
      roles: ['nobody'],
    });
    await publishPortlet(portal, 'plain');
    wangfang = await portal.signIn('wangfang');
  });
  beforeEach(() => {
    service.received.length = 0;
    service.answer = (_request, response) => json(response, { ok: true });
  });
  afterAll(async () => {
    await portal.close();
    await service.stop();
  });

  it('compresses small answers for browsers that take them, and leaves alone what must stay as it is', async () => {
    const rows = Array.from({ length: 60 }, (_, id) => ({ id, title: '支付申请' }));
    service.answer = (_request, response) => json(response, rows);
    const cookie = [...wangfang.jar].map(([name, value]) => `${name}=${value}`).join('; ');
    const read = async (coding: string) => {
      const headers = { cookie, 'x-yimen-request': '1', 'accept-encoding': coding };
      const answer = await fetch(`${portal.url}/api/portlets/todo/api/rows`, { headers });
      return { headers: answer.headers, body: await answer.json() };
    };
    const coded = await read('br');
    expect(coded.headers.get('content-encoding')).toBe('br');
    expect(coded.headers.get('vary')).toMatch(/accept-encoding/i);
    expect(coded.body).toEqual(rows);
    const plain = await read('identity');
    expect(plain.headers.get('content-encoding')).toBeNull();
    expect(plain.body).toEqual(rows);
  });

  it('passes a request on with a token for that service and person, and nothing of the browser’s', async () => {
    const answer = await wangfang.api(
      'GET',
      '/api/portlets/todo/api/to%2Fdos?state=open&q=%E5%BE%85',
      undefined,
      {
        'accept-language': 'fr',
        'x-request-id': 'request-0001',
        'x-secret': 'own',
        authorization: 'Bearer own',
      },
    );
    expect(answer.status).toBe(200);
    const [received] = service.received;
    expect(received?.url).toBe('/base/api/to%2Fdos?state=open&q=%E5%BE%85');
    expect(received?.claims).toMatchObject({
      aud: 'urn:test:todo',
      sub: 'p-wangfang',
      client_id: 'portal',
      scope: 'todo:read todo:write',
      act: { sub: 'portal' },
    });
    expect(received?.headers).toMatchObject({ 'accept-language': 'zh-CN', 'x-request-id': 'request-0001' });
    expect(received?.headers.forwarded).toMatch(/^for=/);
    expect(received?.headers.cookie).toBeUndefined();
    expect(received?.headers['x-secret']).toBeUndefined();
    expect(JSON.stringify(answer.headers) + answer.text).not.toMatch(/Bearer|eyJ/);
  });

  it('speaks the language that the person chose', async () => {
    const lina = await portal.signIn('lina');
    await lina.api('PUT', '/api/session/locale', { locale: 'en-US' });
    await lina.api('GET', '/api/portlets/todo/x');
    expect(service.received[0]?.headers['accept-language']).toBe('en-US');
  });

  it('streams uploads and downloads unchanged, and keeps cookies and other headers of the service back', async () => {
    const bytes = randomBytes(3_000_000);
    service.answer = (received, response) => {
      response.writeHead(201, {
        'content-type': 'application/pdf',
        'content-disposition': 'attachment; filename="x.pdf"',
        'set-cookie': 'evil=1',
        'access-control-allow-origin': '*',
        'content-security-policy': 'default-src *',
        'x-powered-by': 'service',
      });
      response.end(received.body);
    };
    const cookie = [...wangfang.jar].map(([name, value]) => `${name}=${value}`).join('; ');
    const response = await fetch(`${portal.url}/api/portlets/todo/files`, {
      method: 'PUT',
      body: bytes,
      headers: { cookie, 'x-yimen-request': '1', origin: portal.url, 'sec-fetch-site': 'same-origin' },
    });
    expect(response.status).toBe(201);
    expect(Buffer.from(await response.arrayBuffer()).equals(bytes)).toBe(true);
    expect(response.headers.get('content-disposition')).toContain('x.pdf');
    expect(response.headers.get('set-cookie')).toBeNull();
    expect(response.headers.get('access-control-allow-origin')).toBeNull();
    expect(response.headers.get('x-powered-by')).toBeNull();
    expect(response.headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(response.headers.get('cache-control')).toMatch(/private/);
  });

  it('passes the problems of a service through, but never its 401 or a redirect', async () => {
    const problem = { type: 'urn:yimen:problem:revision-outdated', title: 'x', status: 412 };
    service.answer = (_request, response) => {
      response.writeHead(412, { 'content-type': 'application/problem+json' }).end(JSON.stringify(problem));
    };
    const passed = await wangfang.api('POST', '/api/portlets/todo/x', { a: 1 });
    expect([passed.status, passed.json()]).toEqual([412, problem]);
    expect(passed.headers['content-type']).toMatch('application/problem+json');
    for (const [status, headers] of [
      [401, {}],
      [302, { location: 'http://internal/' }],
    ] as const) {
      service.answer = (_request, response) => response.writeHead(status, headers).end();
      const refused = await wangfang.api('GET', '/api/portlets/todo/x');
      expect(refused.json()).toMatchObject({ status: 502, type: 'urn:yimen:problem:unexpected-answer' });
      expect(refused.text).not.toContain('internal');
    }
  });

  it('passes on that a service asks for a stronger sign-in, and nothing else of its 401 (RFC 9470)', async () => {
    const acr_values = 'urn:yimen:acr:second-factor';
    const type = 'urn:yimen:problem:step-up-required';
    service.answer = (_request, response) => {
      const body = JSON.stringify({ type, title: 'x', status: 401, acr_values, secret: 'inside' });
      const headers = {
        'content-type': 'application/problem+json',
        'content-length': body.length,
        'www-authenticate': 'Bearer error="insufficient_user_authentication"',
      };
      response.writeHead(401, headers).end(body);
    };
    const asked = await wangfang.api('GET', '/api/portlets/todo/x');
    expect(asked.status).toBe(401);
    expect(asked.json()).toMatchObject({ type, acr_values });
    expect(asked.text).not.toContain('inside');
    // Her own session stands as it did.
    expect((await wangfang.api('GET', '/api/session')).status).toBe(200);
  });

  it('does not leave the service’s own address', async () => {
    for (const path of ['/../admin', '/%2e%2e/admin', '/a/%2E%2E/../../admin']) {
      const raw = await new Promise<number>((resolve, reject) => {
        const cookie = [...wangfang.jar].map(([name, value]) => `${name}=${value}`).join('; ');
        const { port } = new URL(portal.url);
        request(
          { host: '127.0.0.1', port, path: `/api/portlets/todo${path}`, headers: { cookie } },
          (response) => {
            response.resume();
            resolve(response.statusCode ?? 0);
          },
        )
          .on('error', reject)
          .end();
      });
      expect([path, raw]).toEqual([path, 404]);
    }
    expect(service.received).toEqual([]);
  });

  it('needs a session, the shell’s header, a portlet the person may use, and a service', async () => {
    expect((await portal.browser().api('GET', '/api/portlets/todo/x')).status).toBe(401);
    expect((await wangfang.send('/api/portlets/todo/x', { method: 'POST', body: {} })).status).toBe(403);
    expect((await wangfang.api('GET', '/api/portlets/secret/x')).status).toBe(404);
    expect((await wangfang.api('GET', '/api/portlets/nowhere/x')).status).toBe(404);
    expect((await wangfang.api('GET', '/api/portlets/plain/x')).status).toBe(404);
    expect((await wangfang.api('GET', '/api/portlets/unregistered/x')).status).toBe(503);
    // The sso-server gives no token for this audience.
    expect((await wangfang.api('GET', '/api/portlets/refused/x')).status).toBe(403);
    expect(service.received).toEqual([]);
  });

  it('gives a service up that does not answer, and its request too', async () => {
    service.answer = () => undefined;
    const late = await wangfang.api('GET', '/api/portlets/slow/x');
    expect(late.json()).toMatchObject({ status: 504, type: 'urn:yimen:problem:service-timeout' });
    await until(() => service.received[0]?.isAborted === true);
  });

  it('gives an answer up that stops in the middle', async () => {
    service.answer = (_request, response) => {
      response.writeHead(200, { 'content-type': 'application/json', 'content-length': '100' });
      response.write('{"half":');
    };
    const broken = await wangfang.api('GET', '/api/portlets/slow/half');
    expect(broken.status).toBe(503);
  });

  it('aborts the request to the service when the browser goes away', async () => {
    service.answer = () => undefined;
    const cookie = [...wangfang.jar].map(([name, value]) => `${name}=${value}`).join('; ');
    const message = request(`${portal.url}/api/portlets/todo/slow`, { headers: { cookie } });
    message.on('error', () => undefined);
    message.end();
    await until(() => service.received.length === 1);
    message.destroy();
    await until(() => service.received[0]?.isAborted === true);
  });

  it('lets nobody get a service cut off for others: by odd methods, or by uploads that stop', async () => {
    service.answer = (_request, response) => json(response, { ok: true });
    const cookie = [...wangfang.jar].map(([name, value]) => `${name}=${value}`).join('; ');
    const headers = { cookie, 'x-yimen-request': '1', 'sec-fetch-site': 'same-origin' };
    for (let attempt = 0; attempt < 4; attempt += 1) {
      expect((await wangfang.api('TRACE', '/api/portlets/slow/x')).status).toBe(405);
    }
    const stopped = (bytes: number, path = '/api/portlets/slow/x') =>
      new Promise<number>((resolve, reject) => {
        const options = { method: 'POST', headers: { ...headers, 'content-length': '100' }, agent: false };
        const message = request(`${portal.url}${path}`, options, (response) => {
          response.resume();
          resolve(response.statusCode ?? 0);
        });
        message.on('error', reject);
        message.flushHeaders();
        if (bytes > 0) message.write('x'.repeat(bytes));
      });
    expect(await Promise.all([stopped(0), stopped(0), stopped(50), stopped(50)])).toEqual([
      400, 400, 400, 400,
    ]);
    expect((await wangfang.api('GET', '/api/portlets/slow/x')).status).toBe(200);
  });

  it('lets no cache hand an answer to the next person at the machine', async () => {
    const said = [
      'public, max-age=600',
      'private, max-age=600',
      'max-age=600, immutable',
      'no-store',
      undefined,
    ];
    const heard: unknown[] = [];
    for (const cacheControl of said) {
      const headers = cacheControl === undefined ? {} : { 'cache-control': cacheControl };
      service.answer = (_request, response) => json(response, {}, 200, headers);
      heard.push((await wangfang.api('GET', '/api/portlets/todo/x')).headers['cache-control']);
    }
    const asking = 'private, no-cache';
    expect(heard).toEqual([asking, asking, asking, 'no-store', asking]);
  });

  it('answers at once for a dead service, and finds out when it is back', async () => {
    const dead = await startTestService();
    await administer(portal, 'PUT', `/services/${encodeURIComponent('urn:test:broken')}`, {
      name: title,
      baseUrl: dead.url,
    });
    await dead.stop();
    const call = () => wangfang.api('GET', '/api/portlets/broken/x');
    for (let attempt = 0; attempt < 3; attempt += 1) {
      expect((await call()).json()).toMatchObject({
        status: 503,
        type: 'urn:yimen:problem:service-unavailable',
      });
    }
    await dead.start();
    const refused = await call();
    expect([refused.status, Number(refused.headers['retry-after']) > 0]).toEqual([503, true]);
    expect(dead.received).toEqual([]);
    // Others are not touched.
    expect((await wangfang.api('GET', '/api/portlets/todo/x')).status).toBe(200);
    portal.clock.aheadMs += 6_000;
    expect((await call()).status).toBe(200);
    expect((await call()).status).toBe(200);
    await dead.stop();
  });
});
