import { testDatabases } from '@yimen/database/testing';
import type { RegistryPortlet, ReleaseView } from '@yimen/shell-contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  administer,
  descriptorOf,
  fileOf,
  nodeOf,
  publish,
  publishPage,
  publishPortlet,
  releaseOf,
} from './harness/factories.ts';
import { startPortal, type TestPortal } from './harness/portal.ts';
import { createTestKey } from './harness/signing.ts';

type Report = { source: string; portlet: string; path: string; expected: string; actual: string | null };

describe.each(testDatabases())('integrity of releases on $name', ({ url }) => {
  let portal: TestPortal;
  beforeAll(async () => {
    portal = await startPortal(await url());
  });
  afterAll(() => portal.close());

  const file = async (name: string, version: string, path = 'remoteEntry.js', headers = {}) => {
    const dev = await portal.signIn('dev');
    return dev.send(`/releases/${name}/${version}/${path}`, { headers });
  };
  const reports = async () => (await administer<Report[]>(portal, 'GET', '/integrity-reports')).body;
  const stored = (portlet: string, coding: 'identity' | 'brotli', content: Uint8Array) =>
    portal.db.query
      .updateTable('release_file')
      .set({ [coding]: content })
      .where('portlet', '=', portlet);

  it('[R93] sends no file whose stored bytes are not those of the manifest, and takes its release out', async () => {
    await publishPortlet(portal, 'rotten');
    await publishPortlet(portal, 'rotten', { version: '1.1.0' });
    const row = await portal.db.query
      .selectFrom('release_file')
      .selectAll()
      .where('portlet', '=', 'rotten')
      .where('version', '=', '1.1.0')
      .executeTakeFirstOrThrow();
    // One bit of the coding that a browser would get; the plain bytes are fine.
    const flipped = Uint8Array.from(row.brotli ?? []);
    flipped[flipped.length >> 1] = (flipped[flipped.length >> 1] ?? 0) ^ 1;
    await stored('rotten', 'brotli', flipped).where('version', '=', '1.1.0').execute();
    const answer = await file('rotten', '1.1.0', 'remoteEntry.js', { 'accept-encoding': 'br' });
    expect(answer.status).toBe(500);
    expect(answer.json()).toMatchObject({ type: 'urn:yimen:problem:release-damaged' });
    expect((await file('rotten', '1.1.0')).status).toBe(404);
    const dev = await portal.signIn('dev');
    expect((await dev.api('GET', '/api/releases/rotten')).json<ReleaseView>().version).toBe('1.0.0');
    expect(await reports()).toMatchObject([{ source: 'server', portlet: 'rotten', path: 'remoteEntry.js' }]);
    expect(portal.logLines.join('')).toContain('release-damaged');
    const headers = await portal.bearer('demo-publisher', 'registry:publish');
    const list = await portal.browser().send('/api/registry/portlets/rotten', { headers });
    expect(list.json<RegistryPortlet>().releases[0]).toMatchObject({ version: '1.1.0', withheld: 'damaged' });

    // Still damaged; then the row is restored from a backup.
    const check = () => administer<{ damaged: object[] }>(portal, 'POST', '/releases/rotten/1.1.0/check');
    expect((await check()).body.damaged).toHaveLength(1);
    await stored('rotten', 'brotli', row.brotli ?? Buffer.alloc(0))
      .where('version', '=', '1.1.0')
      .execute();
    expect((await check()).body.damaged).toEqual([]);
    expect((await file('rotten', '1.1.0')).status).toBe(200);
    expect((await administer(portal, 'POST', '/releases/rotten/9.9.9/check')).status).toBe(404);
  });

  it('[R93] finds a file that was changed together with its hash, when the release is signed', async () => {
    const key = await createTestKey();
    await administer(portal, 'POST', '/publishers/swapped-vendor/keys', { jwk: key.jwk });
    const release = await key.sign(releaseOf(descriptorOf('swapped')));
    await publish(portal, release, { clientId: 'swapped-vendor' });
    const evil = fileOf('remoteEntry.js', 'globalThis.evil = true;');
    await stored('swapped', 'identity', Buffer.from(evil.content, 'base64')).execute();
    await portal.db.query
      .updateTable('release_file')
      .set({ sha384: evil.sha384, gzip: null, brotli: null })
      .where('portlet', '=', 'swapped')
      .execute();
    const answer = await file('swapped', '1.0.0');
    expect(answer.status).toBe(500);
    expect(answer.text).not.toContain('evil');
  });

  it('[R93] does not take a release for unsigned because its signature is gone from the database', async () => {
    const key = await createTestKey();
    await administer(portal, 'POST', '/publishers/stripped-vendor/keys', { jwk: key.jwk });
    const release = await key.sign(releaseOf(descriptorOf('stripped')));
    await publish(portal, release, { clientId: 'stripped-vendor' });
    const evil = fileOf('remoteEntry.js', 'globalThis.evil = true;');
    await portal.db.query
      .updateTable('release_file')
      .set({ identity: Buffer.from(evil.content, 'base64'), sha384: evil.sha384, gzip: null, brotli: null })
      .where('portlet', '=', 'stripped')
      .execute();
    await portal.db.query
      .updateTable('release')
      .set({ signature: null, key_id: null, integrity: `sha384-${evil.sha384}` })
      .where('portlet', '=', 'stripped')
      .execute();
    const answer = await file('stripped', '1.0.0');
    expect([answer.status, answer.text.includes('evil')]).toEqual([500, false]);
    expect((await file('stripped', '1.0.0')).status).toBe(404);
  });

  it('[R90] gives the shell the hash of every script and style sheet', async () => {
    const [entry, chunk, css] = [
      fileOf('remoteEntry.js', 'export {}'),
      fileOf('assets/chunk.js', 'export {}; 1'),
      fileOf('assets/style.css', 'b{}'),
    ];
    const files = [entry, chunk, css, fileOf('notes.txt', 'no code')];
    await publish(portal, releaseOf(descriptorOf('in-parts'), { files }));
    const dev = await portal.signIn('dev');
    const release = (await dev.api('GET', '/api/releases/in-parts')).json<ReleaseView>();
    expect(release.integrity).toBe(`sha384-${entry.sha384}`);
    expect(release.files).toEqual({
      'assets/chunk.js': `sha384-${chunk.sha384}`,
      'assets/style.css': `sha384-${css.sha384}`,
    });
    await publishPortlet(portal, 'in-one');
    expect((await dev.api('GET', '/api/releases/in-one')).json()).not.toHaveProperty('files');
  });

  it('[R94] takes reports of altered files from people who may use the portlet, and not too many', async () => {
    await publishPortlet(portal, 'reported', { roles: ['payment-reviewer'] });
    const report = {
      ...{ portlet: 'reported', version: '1.0.0', path: 'remoteEntry.js', isOtherOrigin: false },
      actual: `sha384-${'A'.repeat(64)}`,
    };
    const path = '/api/integrity-reports';
    const wangfang = await portal.signIn('wangfang');
    expect((await portal.browser().api('POST', path, report)).status).toBe(401);
    // Not from another site, nor without the shell's header.
    expect((await wangfang.send(path, { method: 'POST', body: report })).status).toBe(403);
    expect((await wangfang.api('POST', path, report)).status).toBe(204);
    const [latest] = await reports();
    expect(latest).toMatchObject({ source: 'browser', portlet: 'reported', actual: report.actual });
    expect(latest?.expected).toMatch(/^sha384-/);
    expect(portal.logLines.join('')).toContain('portlet-tampered');
    for (const [change, status] of [
      [{ version: '2.0.0' }, 404],
      [{ path: 'other.js' }, 404],
      [{ actual: 'x' }, 400],
      [{ actual: latest?.expected }, 400],
      [{ note: 'more' }, 400],
    ] as const) {
      expect((await wangfang.api('POST', path, { ...report, ...change })).status).toBe(status);
    }
    const zhangwei = await portal.signIn('zhangwei');
    expect((await zhangwei.api('POST', path, report)).status).toBe(404);
    const before = (await reports()).length;
    const many = Array.from({ length: 30 }, () => wangfang.api('POST', path, report));
    expect((await Promise.all(many)).map(({ status }) => status)).toContain(429);
    expect((await reports()).length).toBeLessThan(before + 21);
    portal.clock.aheadMs += 11 * 60_000;
    expect((await wangfang.api('POST', path, report)).status).toBe(204);
    expect((await wangfang.api('GET', '/api/admin/integrity-reports')).status).toBe(403);
  });

  it('[R90] lets a page load code from an origin that an administrator allowed, and no other page', async () => {
    const build = {
      entry: 'remoteEntry.js',
      needs: {},
      hasStyles: false,
      baseUrl: 'https://cdn.vendor.example/far/1',
    };
    const release = releaseOf(descriptorOf('far'), { build });
    const refused = await publish(portal, release);
    expect(refused.json()).toMatchObject({ status: 422, errors: [{ pointer: '/body/build/baseUrl' }] });
    const policy = (codeOrigins: string[]) =>
      administer(portal, 'PUT', '/publishers/demo-publisher/policy', {
        codeOrigins,
      });
    expect((await policy(['https://cdn.vendor.example/path'])).status).toBe(400);
    await policy(['https://cdn.vendor.example']);
    const odd = { ...release, build: { ...build, baseUrl: 'https://cdn.vendor.example/a;b/' } };
    expect((await publish(portal, odd)).status).toBe(422);
    expect((await publish(portal, release)).status).toBe(201);
    await publishPortlet(portal, 'near');
    await publishPage(portal, 'with-far', [nodeOf('a', 'far')]);
    await publishPage(portal, 'with-near', [nodeOf('b', 'near')]);
    const dev = await portal.signIn('dev');
    const far = await dev.open('/pages/with-far');
    const csp = (answer: typeof far) => String(answer.headers['content-security-policy']);
    expect(csp(far)).toContain("script-src 'self' https://cdn.vendor.example/far/1/;");
    expect(csp(far)).not.toMatch(/unsafe-eval|blob:|script-src[^;]*unsafe/);
    expect(far.text).toMatch(
      /<link rel="modulepreload" crossorigin href="https:\/\/cdn\.vendor\.example\/far\/1\/remoteEntry\.js" integrity="sha384-/,
    );
    expect(far.text).toContain('"ownEntry":"/releases/far/1.0.0/remoteEntry.js"');
    expect(csp(await dev.open('/pages/with-near'))).not.toContain('vendor.example');
    // A window that is added later belongs to a page whose policy was sent already.
    expect((await dev.api('GET', '/api/releases/far')).json<ReleaseView>().entry).toBe(
      '/releases/far/1.0.0/remoteEntry.js',
    );
    await policy([]);
    const after = await dev.open('/pages/with-far');
    expect(csp(after)).not.toContain('vendor.example');
    expect(after.text).toContain('href="/releases/far/1.0.0/remoteEntry.js"');
  });
});
