import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeFirstAdministrators } from '../src/console/first-administrators.ts';
import { programNames, startYimen, type Yimen } from '../src/index.ts';

// Builds everything when nobody has done so before.
const SLOW = 400_000;

// All programs for real, on free ports. What people do in it is proven by the browser tests.
describe('a whole Yimen', () => {
  let dataDir: string;
  let yimen: Yimen;
  const start = () => startYimen({ dataDir, ports: 'free', profile: 'empty', quiet: true });
  const status = (url: string, path = '/readyz') =>
    fetch(new URL(path, url)).then(
      (response) => response.status,
      () => 0,
    );

  beforeAll(async () => {
    dataDir = mkdtempSync(join(tmpdir(), 'yimen-whole-'));
    yimen = await start();
  }, SLOW);
  afterAll(async () => {
    await yimen.stop();
    rmSync(dataDir, { recursive: true });
  });

  const publishedPortlets = async () => {
    const token = await portalToken('demo-publisher', 'registry:publish');
    const response = await fetch(`${yimen.urls.portal}/api/registry/portlets/todo`, {
      headers: { authorization: `Bearer ${token}` },
    });
    return (await response.json()) as { publisher: string; liveVersion: string; releases: unknown[] };
  };
  /** As the launcher, with everything that it is registered for. */
  async function administrate(method: string, path: string, body?: unknown): Promise<[number, unknown]> {
    const token = await portalToken('launcher', 'sso:admin sso:provision', 'urn:yimen:service:sso');
    const response = await fetch(`${yimen.urls.sso}/api/admin/${path}`, {
      method,
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    return [response.status, await response.json()];
  }
  async function portalToken(
    clientId: string,
    scope: string,
    resource = 'urn:yimen:service:portal',
  ): Promise<string> {
    const credentials = Buffer.from(`${clientId}:${yimen.clientSecret(clientId)}`).toString('base64');
    const metadata = await fetch(`${yimen.urls.sso}/.well-known/openid-configuration`);
    const { token_endpoint: endpoint } = (await metadata.json()) as { token_endpoint: string };
    const response = await fetch(endpoint, {
      method: 'POST',
      headers: { authorization: `Basic ${credentials}` },
      body: new URLSearchParams({
        grant_type: 'client_credentials',
        resource,
        scope,
      }),
    });
    return ((await response.json()) as { access_token: string }).access_token;
  }

  it('has every program ready, and the portal sends people to sign in', async () => {
    for (const name of programNames) expect([name, await status(yimen.urls[name])]).toEqual([name, 200]);
    const page = await fetch(yimen.urls.portal, { headers: { accept: 'text/html' } });
    expect(page.url).toContain(yimen.urls.sso);
    expect(await page.text()).toContain('登录');
  });

  it('publishes portlets as a vendor does: the registry names the publisher', async () => {
    const { publisher, liveVersion } = await publishedPortlets();
    expect(publisher).toBe('demo-publisher');
    expect(liveVersion).toMatch(/^\d+\.\d+\.\d+/);
  });

  it('has no account with the empty profile', async () => {
    const token = await portalToken('launcher', 'portal:admin');
    const pages = await fetch(`${yimen.urls.portal}/api/admin/pages`, {
      headers: { authorization: `Bearer ${token}` },
    });
    expect([pages.status, await pages.json()]).toEqual([200, []]);
    const log = readFileSync(join(dataDir, 'logs', 'sso.log'), 'utf8');
    expect(log).not.toContain('wangfang');
  });

  it('brings a killed program back by itself', async () => {
    const before = yimen.pid('todo');
    process.kill(Number(before), 'SIGKILL');
    await expect.poll(() => yimen.pid('todo') !== before, { timeout: 15_000 }).toBe(true);
    await expect.poll(() => status(yimen.urls.todo), { timeout: 15_000 }).toBe(200);
  });

  it(
    'starts again on the same data with other ports, and publishes nothing twice',
    async () => {
      const before = yimen.urls;
      await yimen.stop();
      expect(await status(before.portal)).toBe(0);
      // With the three administrators the installation is finished: the launcher starts everything all the same.
      expect(await makeFirstAdministrators(process.env, { 'data-dir': dataDir })).toBe(0);
      yimen = await start();
      expect(await administrate('GET', 'installation')).toMatchObject([200, { isFinished: true }]);
      expect((await administrate('PUT', 'people/x', {})).at(0)).toBe(403);
      expect(yimen.urls.portal).not.toBe(before.portal);
      expect((await publishedPortlets()).releases).toHaveLength(1);
      const signIn = await fetch(`${yimen.urls.portal}/auth/sign-in`, { redirect: 'manual' });
      const location = new URL(String(signIn.headers.get('location')));
      expect(location.searchParams.get('redirect_uri')).toBe(`${yimen.urls.portal}/auth/callback`);
      // The sso-server knows the new address: it goes on to its sign-in page instead of refusing the redirect URI.
      expect((await fetch(location, { redirect: 'manual' })).status).toBe(303);
    },
    SLOW,
  );
});
