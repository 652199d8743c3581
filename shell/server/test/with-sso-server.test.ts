import { createServer, request, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { testDatabases } from '@yimen/database/testing';
import {
  callerOf,
  clientCredentials,
  createKoa,
  createLog,
  portalNotifier,
  requireToken,
} from '@yimen/service-kit';
import type { AdminDirectory, NewDevice, PageView, SessionView } from '@yimen/shell-contract';
// The other program itself, as its own tests start it: nothing here stands in for it.
import { password, type RelyingPartyKit, type Sso, startSso } from '@yimen/sso-server/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { descriptorOf, nodeOf, releaseOf } from './harness/factories.ts';
import { freePort, startPortal, type TestPortal } from './harness/portal.ts';
import type { TestBrowser } from './harness/test-browser.ts';

const TODO = 'urn:yimen:service:todo';
const PORTAL = 'urn:yimen:service:portal';
const log = createLog({ category: 'test', level: 'error' });
const text = (value: string) => ({ 'zh-CN': value, 'en-US': value });

async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise((resolve) => setTimeout(resolve, 10));
}

describe.each(testDatabases())('with the sso-server, on $name', (database) => {
  let sso: Sso;
  let portal: TestPortal;
  let todo: RelyingPartyKit;
  let publisher: RelyingPartyKit;
  let launcher: RelyingPartyKit;
  let service: Server;

  beforeAll(async () => {
    sso = await startSso({ databaseUrl: await database.url() });
    await sso.organise();
    await sso.person('wangfang', { roles: ['staff', 'payment-reviewer'] });
    await sso.person('admin', { roles: ['staff', 'administrator'] });
    await sso.resource('todo', ['todo:read', 'todo:push']);
    await sso.resource('portal', ['registry:publish', 'portal:notify', 'portal:admin']);
    const programWith = (scopes: Record<string, string[]>) => ({
      grantTypes: ['client_credentials'],
      resources: scopes,
    });
    todo = await sso.relyingParty('todo', programWith({ [PORTAL]: ['portal:notify'] }));
    publisher = await sso.relyingParty('demo-publisher', programWith({ [PORTAL]: ['registry:publish'] }));
    launcher = await sso.relyingParty('setup', programWith({ [PORTAL]: ['portal:admin'] }));
    const port = await freePort();
    const origin = `http://localhost:${port}`;
    const { secret } = await sso.relyingParty('portal', {
      url: origin,
      redirectUris: [`${origin}/auth/callback`],
      postLogoutRedirectUris: [`${origin}/auth/signed-out`],
      backchannelLogoutUri: `${origin}/auth/back-channel-logout`,
      grantTypes: [
        'authorization_code',
        'refresh_token',
        'client_credentials',
        'urn:ietf:params:oauth:grant-type:token-exchange',
      ],
      resources: { [TODO]: ['todo:read'], 'urn:yimen:service:sso': ['directory:read', 'systems:read'] },
    });
    portal = await startPortal(await database.url(), { port, issuer: sso.url, clientSecret: secret });
    service = await startTodoService(sso.url);
    await setUp();
  });
  afterAll(async () => {
    await portal.close();
    await new Promise((resolve) => {
      service.close(resolve);
      service.closeAllConnections();
    });
    await sso.close();
  });

  const programOf = (party: RelyingPartyKit, scope: string) =>
    clientCredentials({
      issuer: sso.url,
      clientId: party.id,
      clientSecret: party.secret,
      audience: PORTAL,
      scope,
    });

  async function setUp(): Promise<void> {
    const send = async (by: ReturnType<typeof programOf>, method: string, path: string, body: unknown) => {
      const headers = { 'content-type': 'application/json' };
      const answer = await by.fetch(`${portal.url}${path}`, { method, headers, body: JSON.stringify(body) });
      if (!answer.ok) throw new Error(`${path}: ${await answer.text()}`);
    };
    const descriptor = descriptorOf('todo', {
      service: { audience: TODO, scopes: ['todo:read'] },
      roles: ['payment-reviewer'],
    });
    await send(
      programOf(publisher, 'registry:publish'),
      'POST',
      '/api/registry/portlets/todo/releases',
      releaseOf(descriptor),
    );
    const admin = programOf(launcher, 'portal:admin');
    const { port } = service.address() as AddressInfo;
    const baseUrl = `http://127.0.0.1:${port}`;
    await send(admin, 'PUT', `/api/admin/services/${encodeURIComponent(TODO)}`, {
      name: text('待办'),
      baseUrl,
    });
    const audience = { units: ['bureau'], posts: [], roles: [] };
    await send(admin, 'POST', '/api/admin/pages', {
      id: 'home',
      slug: 'home',
      title: text('首页'),
      homePriority: 1,
      audience,
    });
    await send(admin, 'PUT', '/api/admin/pages/home/draft', { nodes: [nodeOf('t', 'todo')] });
    await send(admin, 'POST', '/api/admin/pages/home/publish', {});
  }

  async function signIn(username: string, userAgent?: string): Promise<TestBrowser> {
    const browser = portal.browser();
    const away = (await browser.open('/auth/sign-in?return_to=/healthz')).headers.location;
    const atSso = sso.browser(userAgent === undefined ? {} : { 'user-agent': userAgent });
    const form = await atSso.open(String(away));
    const back = await atSso.submit(form, { username, password });
    await browser.visit(back.url);
    return browser;
  }

  it('signs in, shows the page of the person’s unit, and reaches the service with her token', async () => {
    const wangfang = await signIn('wangfang');
    expect((await wangfang.api('GET', '/api/session')).json<SessionView>()).toMatchObject({
      user: {
        name: '姓名wangfang',
        username: 'wangfang',
        unit: { id: 'payment-centre' },
        post: { id: 'reviewer' },
      },
      permissions: { composePages: false },
    });
    expect((await wangfang.api('GET', '/api/pages/home')).json<PageView>().windows).toMatchObject([
      { id: 't' },
    ]);
    const answer = await wangfang.api('GET', '/api/portlets/todo/api/me');
    expect(answer.json()).toMatchObject({
      sub: 'p-wangfang',
      actor: 'portal',
      scopes: ['todo:read'],
      unitId: 'payment-centre',
    });
    const admin = await signIn('admin');
    expect((await admin.api('GET', '/api/pages/home')).json<PageView>().windows).toEqual([]);
    expect((await admin.api('GET', '/api/portlets/todo/api/me')).status).toBe(404);
  });

  it('reads the directory for administrators', async () => {
    const admin = await signIn('admin');
    const directory = (await admin.api('GET', '/api/admin/directory')).json<AdminDirectory>();
    expect(directory.units.find((unit) => unit.id === 'payment-centre')).toMatchObject({
      parentId: 'bureau',
    });
    expect(directory.roles.map((role) => role.id)).toContain('payment-reviewer');
    expect(directory.posts.map((post) => post.id)).toEqual(['reviewer']);
  });

  it('tells her of a sign-in on a new device, but not the new device itself', async () => {
    await sso.person('zhoutao');
    const usual = await signIn('zhoutao');
    const list = async (browser: TestBrowser) =>
      (await browser.api('GET', '/api/session/new-devices')).json<{ newDevices: NewDevice[] }>().newDevices;
    expect(await list(usual)).toEqual([]);
    const other = await signIn('zhoutao', 'Mozilla/5.0 (Windows NT 10.0; Win64; x64) Chrome/130.0');
    expect(await list(usual)).toMatchObject([
      { address: '127.0.0.1', device: { 'zh-CN': 'Chrome 130 · Windows 10/11' } },
    ]);
    expect(await list(other)).toEqual([]);
    expect(await list(await signIn('wangfang'))).toEqual([]);
    expect((await portal.browser().api('GET', '/api/session/new-devices')).status).toBe(401);
    const [notice] = await sso.services.newDevices.openOf('p-zhoutao');
    const dismissed = sso.db.transaction((trx) =>
      sso.services.newDevices.dismiss(trx, 'p-zhoutao', notice?.id ?? ''),
    );
    expect(await dismissed).toBeDefined();
    expect(await list(usual)).toEqual([]);
  });

  it('takes a service’s notification to the open shell, and ends it when she signs out', async () => {
    const wangfang = await signIn('wangfang');
    const cookie = [...wangfang.jar].map(([name, value]) => `${name}=${value}`).join('; ');
    let received = '';
    let isEnded = false;
    request(`${portal.url}/api/events`, { headers: { cookie } }, (response) => {
      response.on('data', (chunk: Buffer) => {
        received += chunk.toString();
      });
      response.on('close', () => {
        isEnded = true;
      });
    }).end();
    await until(() => received.includes(': open'));
    const notifier = portalNotifier({
      portalUrl: portal.url,
      credentials: programOf(todo, 'portal:notify'),
      log,
    });
    await notifier.notify({ topic: 'todo.changed', subjects: ['p-wangfang'] });
    await until(() => received.includes('"topic":"todo.changed"'));
    await notifier.close();
    const signedOut = await wangfang.api('POST', '/auth/sign-out');
    expect(signedOut.json<{ location: string }>().location).toContain(sso.url);
    await until(() => isEnded);
    expect(received).toContain('event: session-ended');
  });
});

/** A service that checks tokens as services do. */
async function startTodoService(issuer: string): Promise<Server> {
  const app = createKoa({ name: 'todo', log });
  app.use(requireToken({ issuer, audience: TODO, scope: 'todo:read' }));
  app.use((ctx) => {
    ctx.body = callerOf(ctx);
  });
  const server = createServer(app.callback());
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return server;
}
