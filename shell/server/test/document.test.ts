import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { request } from 'node:http';
import { join } from 'node:path';
import { createBrotliDecompress } from 'node:zlib';
import { testDatabases } from '@yimen/database/testing';
import type { Bootstrap } from '@yimen/shell-contract';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
  administer,
  descriptorOf,
  nodeOf,
  publish,
  publishPage,
  publishPortlet,
  releaseOf,
} from './harness/factories.ts';
import { startPortal, type TestPortal } from './harness/portal.ts';
import { createShellFixture } from './harness/shell-fixture.ts';
import type { Answer, TestBrowser } from './harness/test-browser.ts';
import { json, startTestService, type TestService } from './harness/test-service.ts';

const [database] = testDatabases();
const label = { 'zh-CN': '服务', 'en-US': 'Service' };

function scriptOf<T>(html: string, attribute: string): T | undefined {
  const found = new RegExp(`<script type="application/json" ${attribute}>([^]*?)</script>`).exec(html);
  return found?.[1] === undefined ? undefined : JSON.parse(found[1]);
}
const bootstrapOf = ({ text }: Answer) => scriptOf<Bootstrap>(text, 'id="yimen-bootstrap"');
const resourcesOf = ({ text }: Answer) =>
  [...text.matchAll(/data-yimen-resource="([^"]+)"/g)]
    .map(([, url = '']) => url.replaceAll('&#38;', '&'))
    .toSorted();
const answersOf = ({ text }: Answer) =>
  [...text.matchAll(/data-yimen-resource="[^"]+">([^<]*)</g)].map(([, answer = '']) => answer);
const preloadsOf = ({ text }: Answer) =>
  [...text.matchAll(/rel="modulepreload" crossorigin href="([^"]+)"/g)].map(([, url]) => url);

const proofOf = ({ text }: Answer) => /name="proof" value="([^"]+)"/.exec(text)?.[1] ?? '';
const postForm = (browser: TestBrowser, path: string, form: Record<string, string>, headers = {}) =>
  browser.send(path, {
    method: 'POST',
    body: Buffer.from(new URLSearchParams(form).toString()),
    headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers },
  });

/** As a developer does who is asked whether code of her machine may run. */
async function confirmDev(browser: TestBrowser, path: string): Promise<void> {
  const proof = proofOf(await browser.open(path));
  expect((await postForm(browser, '/dev-overrides', { proof, target: path })).status).toBe(303);
}

describe('document of a page', () => {
  let portal: TestPortal;
  let service: TestService;
  let wangfang: TestBrowser;
  const shellDist = createShellFixture();
  beforeAll(async () => {
    portal = await startPortal((await database?.url()) ?? '', { prefetchTimeout: 600, shellDist });
    service = await startTestService();
    const schema = { type: 'string', pattern: '^[a-z]+$' };
    const resources = {
      list: {
        path: '/api/list',
        prefetch: true,
        query: {
          unit: { from: 'render-parameter', name: 'unit' },
          tab: { from: 'render-parameter', name: 'tab' },
          size: { from: 'preference', name: 'size' },
        },
      },
      counts: { path: '/api/counts', prefetch: true },
      later: { path: '/api/later' },
    } as const;
    await publishPortlet(portal, 'todo', {
      service: { audience: 'urn:test:todo', scopes: ['todo:read'] },
      publicRenderParameters: [{ name: 'unit', title: label, schema }],
      renderParameters: [{ name: 'tab', title: label, schema }],
      preferences: { size: { type: 'integer', default: 10, 'x-label': label } },
      resources,
    });
    await publishPortlet(portal, 'charts');
    await publishPortlet(portal, 'elsewhere');
    await administer(portal, 'PUT', `/services/${encodeURIComponent('urn:test:todo')}`, {
      name: label,
      baseUrl: service.url,
    });
    const nodes = [
      nodeOf('w1', 'todo', { preferences: { size: 5 } }),
      nodeOf('w2', 'todo'),
      nodeOf('w3', 'charts'),
      nodeOf('w4', 'no-release'),
    ];
    await publishPage(portal, 'home', nodes, { homePriority: 1 });
    await publishPage(portal, 'other', [nodeOf('e', 'elsewhere')]);
    wangfang = await portal.signIn('wangfang');
  });
  beforeEach(() => {
    service.received.length = 0;
    service.answer = (received, response) => json(response, { url: received.url, tricky: '</script><!--' });
  });
  afterAll(async () => {
    await portal.close();
    await service.stop();
  });

  it('sends people without a session to sign in and back to the same address', async () => {
    const answer = await portal.browser().open('/pages/home?unit=edu&max=w1');
    expect([answer.status, answer.headers.location]).toEqual([
      303,
      `/auth/sign-in?return_to=${encodeURIComponent('/pages/home?unit=edu&max=w1')}`,
    ]);
    portal.provider.login = 'lina';
    const page = await portal.browser().visit('/pages/other');
    expect(bootstrapOf(page)?.page?.page.slug).toBe('other');
  });

  it('carries session, navigation and page before any script, and the home page at /', async () => {
    const bootstrap = bootstrapOf(await wangfang.open('/'));
    expect(bootstrap).toMatchObject({
      session: { user: { sub: 'p-wangfang', name: '王芳', unit: { id: 'payment-centre' } }, locale: 'zh-CN' },
      pages: { homeSlug: 'home' },
      page: {
        version: 1,
        windows: [{ id: 'w1' }, { id: 'w2' }, { id: 'w3' }, { id: 'w4', unavailable: 'missing' }],
      },
    });
    expect(Object.keys(bootstrap?.page?.releases ?? {})).toEqual(['todo', 'charts']);
  });

  it('streams each service’s data under the address that the shell will ask for', async () => {
    const answer = await wangfang.open('/pages/home?unit=edu&w.w2.tab=done&w.w1.other=x&foreign=1');
    expect(resourcesOf(answer)).toEqual([
      '/api/portlets/todo/api/counts',
      '/api/portlets/todo/api/list?size=10&tab=done&unit=edu',
      '/api/portlets/todo/api/list?size=5&unit=edu',
    ]);
    // Windows that need the same data ask once.
    expect(service.received.length).toBe(3);
    expect(service.received[0]?.claims).toMatchObject({ sub: 'p-wangfang', aud: 'urn:test:todo' });
    expect(scriptOf(answer.text, 'data-yimen-resource="/api/portlets/todo/api/counts"')).toEqual({
      status: 200,
      body: { url: '/base/api/counts', tricky: '</script><!--' },
    });
    expect(
      answer.text
        .trimEnd()
        .endsWith('<script type="application/json" id="yimen-end">{}</script></body></html>'),
    ).toBe(true);
  });

  it('leaves out parameters that do not fit, as the SDK does', async () => {
    const answer = await wangfang.open('/pages/home?unit=EDU1');
    expect(resourcesOf(answer)).toContain('/api/portlets/todo/api/list?size=10');
  });

  it('leaves data out that is slow, failed, refused, big or no JSON, and ends nevertheless', async () => {
    const answers: TestService['answer'][] = [
      () => undefined,
      (_received, response) => json(response, { problem: true }, 500),
      (_received, response) => response.writeHead(200, { 'content-type': 'text/html' }).end('<p>'),
    ];
    service.answer = (received, response) =>
      answers[service.received.indexOf(received)]?.(received, response);
    const answer = await wangfang.open('/pages/home');
    // The shell is told which of them it has to ask for itself; of the slow one it hears nothing.
    expect(answersOf(answer).toSorted()).toEqual(['{"status":0}', '{"status":500}']);
    expect(answer.text).toContain('id="yimen-end"');
    service.answer = (_received, response) => json(response, { big: 'x'.repeat(300_000) });
    expect(answersOf(await wangfang.open('/pages/home'))).toEqual(Array(3).fill('{"status":0}'));
  });

  it('sends everything but the data at once, compressed', async () => {
    const waiting: (() => void)[] = [];
    service.answer = (received, response) => waiting.push(() => json(response, { url: received.url }));
    const cookie = [...wangfang.jar].map(([name, value]) => `${name}=${value}`).join('; ');
    const headers = { cookie, accept: 'text/html', 'accept-encoding': 'br, gzip' };
    let text = '';
    const ended = new Promise<void>((resolve, reject) => {
      request(`${portal.url}/pages/home`, { headers, agent: false }, (response) => {
        expect(response.headers['content-encoding']).toBe('br');
        response
          .pipe(createBrotliDecompress())
          .on('data', (chunk: Buffer) => {
            text += chunk.toString();
          })
          .on('end', resolve)
          .on('error', reject);
      })
        .on('error', reject)
        .end();
    });
    while (!text.includes('<script type="module"') || waiting.length < 3) {
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
    expect(text).not.toContain('data-yimen-resource');
    waiting.shift()?.();
    while (!text.includes('data-yimen-resource')) await new Promise((resolve) => setTimeout(resolve, 5));
    expect(text).not.toContain('yimen-end');
    for (const answer of waiting) answer();
    await ended;
    expect(text.match(/data-yimen-resource/g)?.length).toBe(3);
  });

  it('[I1] preloads the shell and exactly the portlets that are shown', async () => {
    const shell = ['/shell/assets/main-AAAAAAAA.js', '/shell/assets/react-BBBBBBBB.js'];
    const page = await wangfang.open('/pages/home');
    expect(preloadsOf(page)).toEqual([
      ...shell,
      '/releases/todo/1.0.0/remoteEntry.js',
      '/releases/charts/1.0.0/remoteEntry.js',
    ]);
    const hash = createHash('sha384')
      .update(readFileSync(join(shellDist, 'assets/main-AAAAAAAA.js')))
      .digest('base64');
    expect(page.text).toContain(
      `<script type="module" async crossorigin src="${shell[0]}" integrity="sha384-${hash}"></script>`,
    );
    const lina = await portal.signIn('lina');
    await lina.api('PATCH', '/api/pages/home/changes', {
      changes: [
        { op: 'hide', nodeId: 'w3' },
        { op: 'minimize', nodeId: 'w1', isMinimized: true },
        { op: 'hide', nodeId: 'w2' },
      ],
    });
    service.received.length = 0;
    expect(preloadsOf(await lina.open('/pages/home'))).toEqual(shell);
    expect(service.received).toEqual([]);
  });

  it('preloads the shared packages that a portlet needs, with what they import', async () => {
    const release = releaseOf(descriptorOf('with-ui'));
    await publish(portal, {
      ...release,
      build: { ...release.build, needs: { '@yimen/ui': '^0.1.0', '@yimen/ui/charts': '^0.1.0' } },
    });
    await publishPage(portal, 'ui', [nodeOf('u', 'with-ui')]);
    expect(preloadsOf(await wangfang.open('/pages/ui')).slice(2)).toEqual([
      '/shell/assets/ui-EEEEEEEE.js',
      '/shell/assets/antd-DDDDDDDD.js',
      '/shell/assets/charts-FFFFFFFF.js',
      '/releases/with-ui/1.0.0/remoteEntry.js',
    ]);
  });

  it('has a policy without inline script, and a nonce that changes', async () => {
    const [one, two] = [await wangfang.open('/'), await wangfang.open('/')];
    const policy = String(one.headers['content-security-policy']);
    const nonce = bootstrapOf(one)?.cspNonce ?? '';
    expect(policy).toContain("default-src 'none'; script-src 'self'; connect-src 'self'");
    expect(policy).toContain(`style-src 'self' 'nonce-${nonce}'`);
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).not.toMatch(/script-src[^;]*unsafe|form-action/);
    expect(one.text).toContain(`<meta property="csp-nonce" nonce="${nonce}">`);
    expect(bootstrapOf(two)?.cspNonce).not.toBe(nonce);
    expect(one.headers['cache-control']).toBe('no-store');
  });

  it('opens the policy for a portlet of a developer’s own machine, for developers only', async () => {
    const path = '/pages/home?dev=todo=http://localhost:5301/remoteEntry.js';
    const policyOf = async (browser: TestBrowser, address: string) =>
      String((await browser.open(address)).headers['content-security-policy']).replaceAll(portal.url, '');
    const dev = await portal.signIn('dev');
    await confirmDev(dev, path);
    expect(preloadsOf(await dev.open(path))).not.toContain('/releases/todo/1.0.0/remoteEntry.js');
    const open = await policyOf(dev, path);
    expect(open).toContain("script-src 'self' http://localhost:5301;");
    expect(open).toContain("connect-src 'self' http://localhost:5301 ws://localhost:5301;");
    expect(open).toContain("style-src 'self' 'unsafe-inline'");
    expect(await policyOf(wangfang, path)).not.toContain('5301');
    for (const bad of [
      'todo=http://evil.test/x.js',
      'todo=http://localhost.evil.test/',
      'todo',
      'To;do=http://localhost:1/',
    ]) {
      expect(await policyOf(dev, `/pages/home?dev=${encodeURIComponent(bad)}`)).not.toMatch(
        /evil|unsafe-inline'; style-src-attr|localhost/,
      );
    }
  });

  it('asks a developer once per session before code of her machine runs', async () => {
    const path =
      '/pages/home?tab=1&dev=todo=http://localhost:5302/remoteEntry.js&dev=news=http://localhost:5303/';
    const dev = await portal.signIn('dev');
    const asked = await dev.open(path);
    expect(asked.status).toBe(200);
    expect(bootstrapOf(asked)).toBeUndefined();
    expect(asked.text).toContain('运行本机代码？');
    for (const shown of ['todo', 'http://localhost:5302/remoteEntry.js', 'http://localhost:5303/'])
      expect(asked.text).toContain(shown);
    expect(asked.text).toContain('<a href="/pages/home?tab=1">');
    const policy = String(asked.headers['content-security-policy']);
    expect(policy).toContain("default-src 'none'");
    expect(policy).not.toMatch(/script-src|localhost/);
    // Neither another site nor another session can agree for her.
    const proof = proofOf(asked);
    const post = (browser: TestBrowser, form: Record<string, string>, headers: Record<string, string> = {}) =>
      postForm(browser, '/dev-overrides', form, headers);
    const good = { proof, target: path };
    expect((await post(dev, good, { 'sec-fetch-site': 'same-site' })).status).toBe(403);
    expect((await post(dev, { ...good, proof: 'x' })).status).toBe(403);
    expect((await post(await portal.signIn('dev'), good)).status).toBe(403);
    for (const target of ['//evil.test/?dev=', 'https://evil.test/?', '/\\evil.test?', '/auth/sign-out?x'])
      expect((await post(dev, { proof, target })).status).toBe(400);
    expect(bootstrapOf(await dev.open(path))).toBeUndefined();
    const agreed = await post(dev, good);
    expect([agreed.status, agreed.headers.location]).toEqual([303, path]);
    expect(bootstrapOf(await dev.open(path))).toBeDefined();
    expect(bootstrapOf(await dev.open('/?dev=news=http://localhost:5303/x.js'))).toBeDefined();
    expect(bootstrapOf(await dev.open('/?dev=news=http://localhost:5304/x.js'))).toBeUndefined();
    // What one session agreed to, the next one at this machine did not.
    const other = await portal.signIn('dev');
    other.jar.set('yimen_portal_dev', dev.jar.get('yimen_portal_dev') ?? '');
    expect(bootstrapOf(await other.open(path))).toBeUndefined();
  });

  it('answers pages that are not there, and the composer for administrators', async () => {
    const missing = await wangfang.open('/pages/nowhere');
    expect([missing.status, bootstrapOf(missing)?.page]).toEqual([404, null]);
    expect((await wangfang.open('/compose')).status).toBe(403);
    const admin = await portal.signIn('admin');
    const composer = await admin.open('/compose/home');
    expect([composer.status, bootstrapOf(composer)?.session.permissions.composePages]).toEqual([200, true]);
  });

  it('serves the shell’s files immutable, and not the notes of its build', async () => {
    const asset = await wangfang.send('/shell/assets/main-AAAAAAAA.js', {
      headers: { 'accept-encoding': 'br' },
    });
    expect(asset.headers).toMatchObject({
      'cache-control': 'public, max-age=31536000, immutable',
      'content-encoding': 'br',
      'content-type': 'text/javascript; charset=utf-8',
    });
    expect((await wangfang.send('/shell/.vite/manifest.json')).status).toBe(404);
    expect((await wangfang.send('/shell/assets/none.js')).status).toBe(404);
  });

  it('[I4] has no token in any answer or log line', async () => {
    await wangfang.open('/pages/home');
    await wangfang.api('GET', '/api/portlets/todo/x');
    const texts = [(await wangfang.open('/')).text, ...portal.logLines].join('\n');
    expect(texts).not.toMatch(/eyJ[\w-]+\.|a-secret-of-the-tests/);
    for (const value of wangfang.jar.values()) expect(texts).not.toContain(value);
  });

  it('says so while the shell is not built, and serves the API nevertheless', async () => {
    const bare = await startPortal((await database?.url()) ?? '', { shellDist: '/nowhere/at-all' });
    const lina = await bare.signIn('lina');
    expect((await lina.open('/')).status).toBe(503);
    expect((await lina.api('GET', '/api/pages')).json()).toEqual({ pages: [], homeSlug: null });
    await bare.close();
  });
});
