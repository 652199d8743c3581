import { testDatabases } from '@yimen/database/testing';
import type { CatalogueEntry, OperatedPortletDetail, ReleaseView } from '@yimen/shell-contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  descriptorOf,
  nodeOf,
  publish,
  publishPage,
  publishPortlet,
  releaseOf,
} from './harness/factories.ts';
import { startPortal, type TestPortal } from './harness/portal.ts';
import { publisherSend } from './harness/releases.ts';

const both = (text: string) => ({ 'zh-CN': text, 'en-US': text });
/** Shorter than a session may be idle. */
const PLANNED = 600_000;

/** The smallest head of a PNG that says how big it is. */
function png(width: number, height: number): Buffer {
  const bytes = Buffer.alloc(64);
  bytes.write('\x89PNG\r\n\x1a\n', 0, 'latin1');
  bytes.write('IHDR', 12, 'latin1');
  bytes.writeUInt32BE(width, 16);
  bytes.writeUInt32BE(height, 20);
  return bytes;
}

describe.each(testDatabases())('catalogue and maintenance on $name', ({ url }) => {
  let portal: TestPortal;
  beforeAll(async () => {
    portal = await startPortal(await url());
  });
  afterAll(() => portal.close());

  const operate = async (method: string, path: string, body?: unknown, who: 'admin' | 'panyu' = 'admin') =>
    portal.browser().send(`/api/operations${path}`, {
      method,
      body,
      headers: await portal.personBearer(who, 'portal:operate'),
    });

  async function withPictures(name: string, pictures: Record<string, Buffer>) {
    const { createHash } = await import('node:crypto');
    const release = releaseOf(descriptorOf(name));
    const files = Object.entries(pictures).map(([path, bytes]) => ({
      path,
      content: bytes.toString('base64'),
      sha384: createHash('sha384').update(bytes).digest('base64'),
    }));
    const screenshots = Object.keys(pictures).map((path) => ({ path, title: both(`图 ${path}`) }));
    return {
      ...release,
      files: [...release.files, ...files],
      catalogue: { notes: both('新增查询'), screenshots },
    };
  }

  it('[R86] shows notes and pictures of a release in the catalogue, and to operators before it is live', async () => {
    const release = await withPictures('pictured', { 'screenshots/one.png': png(800, 600) });
    expect((await publish(portal, release)).status).toBe(201);
    const lina = await portal.signIn('lina');
    const entries = (await lina.api('GET', '/api/catalogue')).json<CatalogueEntry[]>();
    const entry = entries.find(({ name }) => name === 'pictured');
    expect(entry).toMatchObject({
      notes: both('新增查询'),
      screenshots: [{ url: '/releases/pictured/1.0.0/screenshots/one.png' }],
      facts: { loadP95Ms: null },
    });
    expect(entry?.facts?.bytes).toBeGreaterThan(64);
    const picture = await lina.open(entry?.screenshots[0]?.url ?? '');
    expect([picture.status, picture.headers['content-type']]).toEqual([200, 'image/png']);
    await publisherSend(portal, 'pictured', 'retire', undefined);
    expect((await lina.open(entry?.screenshots[0]?.url ?? '')).status).toBe(404);
    const shown = await operate('GET', '/portlets/pictured/releases/1.0.0/screenshots/0', undefined, 'panyu');
    expect([shown.status, shown.headers['content-type']]).toEqual([200, 'image/png']);
    expect((await operate('GET', '/portlets/pictured/releases/1.0.0/screenshots/1')).status).toBe(404);
  });

  it('[R93] shows operators no picture whose bytes are not those of the manifest', async () => {
    const release = await withPictures('repainted', { 'one.png': png(80, 60) });
    expect((await publish(portal, release)).status).toBe(201);
    await portal.db.query
      .updateTable('release_file')
      .set({ identity: png(80, 61) })
      .where('portlet', '=', 'repainted')
      .where('path', '=', 'one.png')
      .execute();
    const shown = await operate(
      'GET',
      '/portlets/repainted/releases/1.0.0/screenshots/0',
      undefined,
      'panyu',
    );
    expect(shown.status).toBe(500);
    expect(shown.json()).toMatchObject({ type: 'urn:yimen:problem:release-damaged' });
    const detail = (await operate('GET', '/portlets/repainted')).json<OperatedPortletDetail>();
    expect(detail.releases).toMatchObject([{ withheld: 'damaged' }]);
  });

  it('[R86] refuses pictures that are missing, no pictures, or too large, each by name', async () => {
    const release = await withPictures('ill-pictured', {
      'a.png': Buffer.from('not a picture at all, but long enough for its head'),
      'b.png': png(9000, 10),
      'c.png': Buffer.concat([png(10, 10), Buffer.alloc(1_048_576)]),
    });
    release.catalogue.screenshots.push({ path: 'nowhere.png', title: both('x') });
    const answer = await publish(portal, release);
    expect(answer.status).toBe(422);
    const { errors } = answer.json<{ errors: { pointer: string }[] }>();
    expect(errors.map(({ pointer }) => pointer)).toEqual(
      [0, 1, 2, 3].map((index) => `/body/catalogue/screenshots/${index}/path`),
    );
  });

  it('[R87] keeps code and data of a portlet away while it is in maintenance, and gives both back by itself', async () => {
    await publishPortlet(portal, 'serviced');
    await publishPage(portal, 'serviced-page', [nodeOf('n1', 'serviced')]);
    const lina = await portal.signIn('lina');
    const now = Date.now();
    const plan = { version: null, from: now - 1000, to: now + PLANNED, text: both('系统升级，请稍候') };
    expect((await operate('POST', '/portlets/serviced/maintenance', plan, 'panyu')).status).toBe(403);
    const planned = await operate('POST', '/portlets/serviced/maintenance', plan);
    expect(planned.status).toBe(201);
    expect(planned.json<OperatedPortletDetail>().inMaintenance).toBe(true);
    const view = (await lina.api('GET', '/api/releases/serviced')).json<ReleaseView>();
    expect(view.maintenance).toMatchObject([{ text: both('系统升级，请稍候'), to: now + PLANNED }]);
    const preload = /rel="modulepreload"[^>]+serviced\/1\.0\.0/;
    expect((await lina.open('/pages/serviced-page')).text).not.toMatch(preload);
    portal.clock.aheadMs = PLANNED + 1000;
    expect((await lina.open('/pages/serviced-page')).text).toMatch(preload);
    portal.clock.aheadMs = 0;
    const [id = ''] = planned.json<OperatedPortletDetail>().maintenance.map((one) => one.id);
    expect((await operate('DELETE', `/portlets/serviced/maintenance/${id}`)).status).toBe(200);
    expect((await operate('DELETE', `/portlets/serviced/maintenance/${id}`)).status).toBe(404);
    expect((await lina.open('/pages/serviced-page')).text).toMatch(preload);
  });

  it('[R87] is for one version when it says so, and refuses a plan with every mistake', async () => {
    await publishPortlet(portal, 'versioned');
    const now = Date.now();
    const plan = { version: '9.9.9', from: now, to: now - 1, text: both('x') };
    const refused = await operate('POST', '/portlets/versioned/maintenance', plan);
    expect(refused.status).toBe(400);
    expect(refused.json<{ errors: { pointer: string }[] }>().errors.map(({ pointer }) => pointer)).toEqual(
      expect.arrayContaining(['/body/to', '/body/version']),
    );
    await operate('POST', '/portlets/versioned/maintenance', {
      ...plan,
      version: '1.0.0',
      to: now + PLANNED,
    });
    await publishPortlet(portal, 'versioned', { version: '1.1.0' });
    const lina = await portal.signIn('lina');
    const view = (await lina.api('GET', '/api/releases/versioned')).json<ReleaseView>();
    expect([view.version, view.maintenance]).toEqual(['1.1.0', undefined]);
  });
});
