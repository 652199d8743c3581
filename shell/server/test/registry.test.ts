import { request } from 'node:http';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { testDatabases } from '@yimen/database/testing';
import type { ReleaseView } from '@yimen/shell-contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { descriptorOf, fileOf, publish, publishPortlet, releaseOf } from './harness/factories.ts';
import { startPortal, type TestPortal } from './harness/portal.ts';

type Problem = { type: string; status: number; errors?: { pointer: string }[] };

/** Bytes as they came, without the coding taken off. */
function raw(url: string, headers: Record<string, string>) {
  return new Promise<{ status: number; headers: NodeJS.Dict<string | string[]>; body: Buffer }>(
    (resolve, reject) => {
      const message = request(url, { headers, agent: false }, (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('end', () =>
          resolve({
            status: response.statusCode ?? 0,
            headers: response.headers,
            body: Buffer.concat(chunks),
          }),
        );
      });
      message.on('error', reject).end();
    },
  );
}

describe.each(testDatabases())('registry on $name', ({ url }) => {
  let portal: TestPortal;
  beforeAll(async () => {
    portal = await startPortal(await url());
  });
  afterAll(() => portal.close());
  const pointers = (problem: Problem) => problem.errors?.map((error) => error.pointer) ?? [];

  it('publishes a release that is live at once, and the highest version wins', async () => {
    const dev = await portal.signIn('dev');
    const live = async () => (await dev.api('GET', '/api/releases/clock')).json<ReleaseView>();
    const first = await publish(portal, releaseOf(descriptorOf('clock')));
    expect(first.status).toBe(201);
    expect(await live()).toMatchObject({ version: '1.0.0', entry: '/releases/clock/1.0.0/remoteEntry.js' });
    await publishPortlet(portal, 'clock', { version: '1.10.0' });
    await publishPortlet(portal, 'clock', { version: '1.9.0' });
    expect((await live()).version).toBe('1.10.0');
    const headers = await portal.bearer('demo-publisher', 'registry:publish');
    const retired = await portal
      .browser()
      .send('/api/registry/portlets/clock/releases/1.10.0/retire', { method: 'POST', headers });
    expect(retired.json()).toMatchObject({ liveVersion: '1.9.0' });
    expect((await live()).version).toBe('1.9.0');
    const list = await portal.browser().send('/api/registry/portlets/clock', { headers });
    expect(list.json()).toMatchObject({
      publisher: 'demo-publisher',
      releases: [{ version: '1.10.0', isRetired: true }, { version: '1.9.0' }, { version: '1.0.0' }],
    });
  });

  it('gives exactly one of many publishes of one version 201, the others 409', async () => {
    const release = releaseOf(descriptorOf('race'));
    const answers = await Promise.all(Array.from({ length: 8 }, () => publish(portal, release)));
    expect(answers.map((answer) => answer.status).toSorted()).toEqual([
      201, 409, 409, 409, 409, 409, 409, 409,
    ]);
    const refused = answers.find((answer) => answer.status === 409);
    expect(refused?.json<Problem>().type).toBe('urn:yimen:problem:version-exists');
  });

  it('gives a name to exactly one of two publishers', async () => {
    const answers = await Promise.all([
      publish(portal, releaseOf(descriptorOf('claimed')), { clientId: 'vendor-a' }),
      publish(portal, releaseOf(descriptorOf('claimed', { version: '1.0.1' })), { clientId: 'vendor-b' }),
    ]);
    expect(answers.map((answer) => answer.status).toSorted()).toEqual([201, 403]);
  });

  it('lists every mistake of a release at once and stores nothing of it', async () => {
    const release = releaseOf(descriptorOf('bad-one'), {
      descriptor: { ...descriptorOf('other'), version: 'one', size: { columns: 40, rows: 8 } } as never,
      build: { entry: 'missing.js', needs: { react: 'newest' }, hasStyles: false },
      files: [
        fileOf('../../etc/passwd.js', 'x'),
        fileOf('twice.js', 'x'),
        fileOf('twice.js', 'y'),
        { ...fileOf('hash.js', 'x'), sha384: 'AAAA' },
        { ...fileOf('base64.js', 'x'), content: '***' },
        fileOf('page.html', '<script>'),
        fileOf('.hidden.js', 'x'),
        fileOf('/absolute.js', 'x'),
      ],
    });
    const answer = await publish(portal, release, { name: 'bad-one' });
    expect(answer.status).toBe(422);
    const problem = answer.json<Problem>();
    expect(problem.type).toBe('urn:yimen:problem:descriptor-invalid');
    expect(pointers(problem)).toEqual(
      expect.arrayContaining([
        '/body/descriptor/version',
        '/body/descriptor/size/columns',
        '/body/descriptor/name',
        '/body/build/entry',
        '/body/build/needs/react',
        '/body/files/0/path',
        '/body/files/2/path',
        '/body/files/3/sha384',
        '/body/files/4/content',
        '/body/files/5/path',
        '/body/files/6/path',
        '/body/files/7/path',
      ]),
    );
    expect(
      await portal.db.query.selectFrom('portlet').select('name').where('name', '=', 'bad-one').execute(),
    ).toEqual([]);
  });

  it('refuses what is too large, no JSON or has the wrong shape', async () => {
    const headers = await portal.bearer('demo-publisher', 'registry:publish');
    const send = (body: unknown, type = 'application/json') =>
      portal.browser().send('/api/registry/portlets/big/releases', {
        method: 'POST',
        body,
        headers: { ...headers, 'content-type': type },
      });
    expect((await send('{"descriptor":')).status).toBe(400);
    expect((await send('x', 'text/plain')).status).toBe(415);
    const shapeless = await send({ descriptor: {}, files: [] });
    expect(pointers(shapeless.json<Problem>())).toEqual(['/body/build', '/body/files']);
    const large = await publish(
      portal,
      releaseOf(descriptorOf('big'), { files: [fileOf('remoteEntry.js', 'x'.repeat(9 * 1_048_576))] }),
    );
    expect(large.status).toBe(422);
    expect(pointers(large.json<Problem>())).toEqual(['/body/files/0/content']);
  });

  it('lets only publishers publish', async () => {
    const send = async (headers: Record<string, string>) =>
      (
        await portal
          .browser()
          .send('/api/registry/portlets/x1/releases', { method: 'POST', body: {}, headers })
      ).status;
    expect(await send({})).toBe(401);
    expect(await send({ authorization: 'Bearer nonsense' })).toBe(401);
    expect(await send(await portal.bearer('todo', 'portal:notify'))).toBe(403);
    const admin = await portal.signIn('admin');
    expect((await admin.api('POST', '/api/registry/portlets/x1/releases', {})).status).toBe(401);
  });

  it('serves files immutable, in the smallest coding, with entity tags', async () => {
    await publishPortlet(portal, 'files');
    const lina = await portal.signIn('lina');
    const cookie = [...lina.jar].map(([name, value]) => `${name}=${value}`).join('; ');
    const address = `${portal.url}/releases/files/1.0.0/remoteEntry.js`;
    const plain = await raw(address, { cookie });
    expect(plain.headers).toMatchObject({
      'content-type': 'text/javascript; charset=utf-8',
      'cache-control': 'private, max-age=31536000, immutable',
      'x-content-type-options': 'nosniff',
    });
    expect(plain.headers.vary).toMatch(/accept-encoding/i);
    const br = await raw(address, { cookie, 'accept-encoding': 'gzip, deflate, br, zstd' });
    expect(br.headers['content-encoding']).toBe('br');
    expect(brotliDecompressSync(br.body).equals(plain.body)).toBe(true);
    const gzip = await raw(address, { cookie, 'accept-encoding': 'gzip' });
    expect(gzip.headers['content-encoding']).toBe('gzip');
    expect(gunzipSync(gzip.body).equals(plain.body)).toBe(true);
    expect(new Set([plain, br, gzip].map((answer) => answer.headers.etag)).size).toBe(3);
    const again = await raw(address, { cookie, 'if-none-match': String(plain.headers.etag) });
    expect([again.status, again.body.length]).toEqual([304, 0]);
    expect((await raw(`${portal.url}/releases/files/1.0.0/nothing.js`, { cookie })).status).toBe(404);
    expect((await raw(`${portal.url}/releases/files/1.0.0/..%2f..%2fapp.ts`, { cookie })).status).toBe(404);
    expect((await raw(address, {})).status).toBe(401);
  });

  it('tells publishers where to go', async () => {
    expect((await portal.browser().send('/.well-known/yimen-portal')).json()).toEqual({
      issuer: portal.provider.issuer,
      audience: 'urn:yimen:service:portal',
      registry: `${portal.url}/api/registry`,
    });
  });
});
