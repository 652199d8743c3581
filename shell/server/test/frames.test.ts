import { testDatabases } from '@yimen/database/testing';
import type { ReleaseView } from '@yimen/shell-contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  administer,
  descriptorOf,
  fileOf,
  nodeOf,
  publish,
  publishPage,
  releaseOf,
} from './harness/factories.ts';
import { startPortal, type TestPortal } from './harness/portal.ts';
import { publisherSend } from './harness/releases.ts';
import { createTestKey } from './harness/signing.ts';

type Problem = { errors?: { pointer: string }[] };
const HOUR = 3_600_000;
const page = '<!doctype html><title>x</title><script src="page.js"></script>';

const pathOf = (address: unknown) => new URL(String(address)).pathname;

/** A release of a page in a frame. */
function frameRelease(name: string, overrides: Parameters<typeof descriptorOf>[1] = {}) {
  return releaseOf(descriptorOf(name, { adapter: 'frame', ...overrides }), {
    build: { entry: 'index.html', needs: {}, hasStyles: false },
    files: [fileOf('index.html', page), fileOf('page.js', 'document.title = "y";')],
  });
}

describe.each(testDatabases())('frames on $name', ({ url }) => {
  let portal: TestPortal;
  beforeAll(async () => {
    portal = await startPortal(await url(), { frameOrigins: 'https://old.example.org' });
    expect((await publish(portal, frameRelease('paper'))).status).toBe(201);
    expect((await publish(portal, frameRelease('secret', { roles: ['nobody'] }))).status).toBe(201);
  });
  afterAll(() => portal.close());
  const pointersOf = async (release: ReturnType<typeof releaseOf>) =>
    (await publish(portal, release)).json<Problem>().errors?.map(({ pointer }) => pointer);

  it('[R124] takes pages for frames only, and addresses that the administrator has registered', async () => {
    const withPage = releaseOf(descriptorOf('no-frame'));
    expect(await pointersOf({ ...withPage, files: [...withPage.files, fileOf('a.html', page)] })).toEqual([
      '/body/files/1/path',
    ]);
    const script = releaseOf(descriptorOf('no-page', { adapter: 'frame' }));
    expect(await pointersOf(script)).toEqual(['/body/build/entry', '/body/build']);
    const outside = (address: string) =>
      releaseOf(descriptorOf('outside', { adapter: 'frame', frame: { address } }), {
        build: { entry: 'frame.json', needs: {}, hasStyles: false },
        files: [fileOf('frame.json', '{}')],
      });
    expect(await pointersOf(outside('https://evil.example.org/a'))).toEqual([
      '/body/descriptor/frame/address',
    ]);
    expect((await publish(portal, outside('https://old.example.org/a'))).status).toBe(201);
  });

  it('[R124] serves a page without an origin, from its own address, and never in the portal’s', async () => {
    const person = await portal.signIn('dev');
    const { entry } = (await person.api('GET', '/api/releases/paper')).json<ReleaseView>();
    expect(entry).toBe('/releases/paper/1.0.0/index.html');
    const moved = await person.send(entry);
    expect(moved.status).toBe(302);
    expect(moved.headers['cache-control']).toBe('no-store');
    const address = pathOf(moved.headers.location);
    // Without any cookie, as a page without an origin asks.
    const served = await portal.browser().send(address);
    expect(served.status).toBe(200);
    expect(served.text).toBe(page);
    const policy = String(served.headers['content-security-policy']);
    expect(policy).toMatch(/^sandbox allow-scripts allow-forms; default-src 'none'/);
    expect(policy).not.toMatch(/allow-same-origin|unsafe|'self'/);
    expect(served.headers['x-frame-options']).toBeUndefined();
    expect(served.headers['content-type']).toBe('text/html; charset=utf-8');
    const script = await portal.browser().send(address.replace('index.html', 'page.js'));
    expect(script.headers['access-control-allow-origin']).toBe('*');
    expect(script.headers['content-security-policy']).toMatch(/^sandbox/);
    expect(script.headers['cache-control']).toContain('immutable');
  });

  it('[R124] opens nothing by an address that is made up, for another release, or old', async () => {
    const person = await portal.signIn('dev');
    expect((await portal.browser().send('/releases/paper/1.0.0/index.html')).status).not.toBe(200);
    expect((await person.send('/releases/secret/1.0.0/index.html')).status).toBe(404);
    const address = pathOf((await person.send('/releases/paper/1.0.0/index.html')).headers.location);
    const statusOf = async (path: string) => (await portal.browser().send(path)).status;
    expect(await statusOf(address)).toBe(200);
    expect(await statusOf(address.replace('/paper/', '/secret/'))).toBe(404);
    expect(await statusOf(address.replace('/1.0.0/', '/1.0.1/'))).toBe(404);
    expect(await statusOf(address.replace('index.html', 'other.html'))).toBe(404);
    expect(await statusOf(address.replace(/\/frames\/\d+/, '/frames/999999'))).toBe(404);
    portal.clock.aheadMs = 49 * HOUR;
    expect(await statusOf(address)).toBe(404);
    portal.clock.aheadMs = 0;
  });

  it('[R93][R124] sends no page whose stored bytes are not those of the manifest', async () => {
    expect((await publish(portal, frameRelease('altered'))).status).toBe(201);
    const person = await portal.signIn('dev');
    const address = pathOf((await person.send('/releases/altered/1.0.0/index.html')).headers.location);
    // The page leads to another script, of the same length: a browser checks no page of a frame.
    await portal.db.query
      .updateTable('release_file')
      .set({ identity: Buffer.from(page.replace('page.js', 'evil.js')) })
      .where('portlet', '=', 'altered')
      .where('path', '=', 'index.html')
      .execute();
    const served = await portal.browser().send(address);
    expect(served.status).toBe(500);
    expect(served.json()).toMatchObject({ type: 'urn:yimen:problem:release-damaged' });
    expect(served.text).not.toContain('evil.js');
    expect((await person.send('/releases/altered/1.0.0/index.html')).status).toBe(404);
    // Whoever holds the address neither gets anything more, nor fills the database with it.
    for (const path of [address, address, address.replace('index.html', 'page.js')])
      expect((await portal.browser().send(path)).status).toBe(404);
    const rows = portal.db.query.selectFrom('integrity_report').selectAll().where('portlet', '=', 'altered');
    expect(await rows.execute()).toHaveLength(1);
  });

  it('[R95] writes one damage down for a release, however many asked at once', async () => {
    expect((await publish(portal, frameRelease('asked'))).status).toBe(201);
    const person = await portal.signIn('dev');
    const address = pathOf((await person.send('/releases/asked/1.0.0/index.html')).headers.location);
    await portal.db.query
      .updateTable('release_file')
      .set({ identity: Buffer.from('<p>other') })
      .where('portlet', '=', 'asked')
      .execute();
    const asked = Array.from({ length: 6 }, () => portal.browser().send(address));
    for (const { status } of await Promise.all(asked)) expect([404, 500]).toContain(status);
    const rows = portal.db.query.selectFrom('integrity_report').selectAll().where('portlet', '=', 'asked');
    expect(await rows.execute()).toHaveLength(1);
  });

  it('[R95] opens no address of a release that was retired, or whose key was lost, however new it is', async () => {
    const person = await portal.signIn('dev');
    const addressOf = async (name: string) =>
      pathOf((await person.send(`/releases/${name}/1.0.0/index.html`)).headers.location);
    const statusOf = async (path: string) => (await portal.browser().send(path)).status;
    expect((await publish(portal, frameRelease('leaving'))).status).toBe(201);
    const leaving = await addressOf('leaving');
    expect(await statusOf(leaving)).toBe(200);
    expect((await publisherSend(portal, 'leaving', 'retire', undefined)).status).toBe(200);
    // What this process has in memory is no way around.
    expect(await statusOf(leaving)).toBe(404);
    expect((await publisherSend(portal, 'leaving', 'reinstate', undefined)).status).toBe(200);
    expect(await statusOf(leaving)).toBe(200);

    const key = await createTestKey();
    const keys = '/publishers/frame-vendor/keys';
    await administer(portal, 'POST', keys, { jwk: key.jwk });
    const signed = await key.sign(frameRelease('stolen'));
    expect((await publish(portal, signed, { clientId: 'frame-vendor' })).status).toBe(201);
    const stolen = await addressOf('stolen');
    expect(await statusOf(stolen)).toBe(200);
    await administer(portal, 'POST', `${keys}/${key.keyId}/revoke`, { compromisedSince: 0 });
    expect(await statusOf(stolen)).toBe(404);
  });

  it('[R124] lets documents show frames of releases and registered origins, and preloads no page', async () => {
    await publishPage(portal, 'framed', [nodeOf('n1', 'paper')], { audience: { units: ['bureau'] } });
    const person = await portal.signIn('dev');
    const document = await person.open('/pages/framed');
    const policy = String(document.headers['content-security-policy']);
    const [, sources = ''] = /frame-src ([^;]*)/.exec(policy) ?? [];
    expect(sources.split(' ').map((source) => source.replace(/^http:\/\/[^/]+/, ''))).toEqual([
      '/releases/',
      '/frames/',
      'https://old.example.org',
    ]);
    expect(document.text).not.toContain('href="/releases/paper');
  });
});

describe.each(testDatabases())('hosts of frames on $name', ({ url }) => {
  let portal: TestPortal;
  beforeAll(async () => {
    portal = await startPortal(await url(), { frameHost: 'frames.localhost' });
    expect((await publish(portal, frameRelease('paper'))).status).toBe(201);
  });
  afterAll(() => portal.close());

  it('[R128] serves the pages of each portlet at a host of their own, and nothing else there', async () => {
    await publishPage(portal, 'framed', [nodeOf('n1', 'paper')], { audience: { units: ['bureau'] } });
    const person = await portal.signIn('dev');
    const { port } = new URL(portal.url);
    const host = `paper.frames.localhost:${port}`;
    const moved = await person.send('/releases/paper/1.0.0/index.html');
    const location = new URL(String(moved.headers.location));
    expect(location.host).toBe(host);
    const served = await portal.browser().send(location.pathname, { headers: { host } });
    expect(served.status).toBe(200);
    const policy = String(served.headers['content-security-policy']);
    expect(policy).toContain(`script-src ${new URL('./', location).href}`);
    expect(policy).toContain(`frame-ancestors ${portal.url}`);
    for (const path of [
      '/pages/framed',
      '/api/session',
      '/auth/sign-in',
      '/releases/paper/1.0.0/index.html',
    ]) {
      expect((await person.send(path, { headers: { host } })).status).toBe(404);
    }
    const document = await person.open('/pages/framed');
    expect(document.status).toBe(200);
    expect(document.headers['origin-agent-cluster']).toBe('?1');
    expect(String(document.headers['content-security-policy'])).toContain(
      `/frames/ http://*.frames.localhost:${port};`,
    );
  });
});
