import { testDatabases } from '@yimen/database/testing';
import type { RegistryPortlet } from '@yimen/shell-contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createReleaseStore } from '../stores/release-store.ts';
import { administer, descriptorOf, fileOf, publish, releaseOf } from './harness/factories.ts';
import { startPortal, type TestPortal } from './harness/portal.ts';
import { createTestKey, type TestKey } from './harness/signing.ts';

type Problem = { type: string; status: number; errors?: { pointer: string }[] };
type Publisher = { publisher: string; signatureRequired: boolean; keys: Record<string, unknown>[] };

describe.each(testDatabases())('signed releases on $name', ({ url }) => {
  let portal: TestPortal;
  beforeAll(async () => {
    portal = await startPortal(await url());
  });
  afterAll(() => portal.close());

  const register = (key: TestKey, publisher: string) =>
    administer<Publisher>(portal, 'POST', `/publishers/${publisher}/keys`, { jwk: key.jwk });
  const require = (publisher: string) =>
    administer(portal, 'PUT', `/publishers/${publisher}/policy`, {
      signatureRequired: true,
      codeOrigins: [],
    });
  const problemOf = async (answer: ReturnType<typeof publish>) => {
    const { status, text } = await answer;
    return { status, type: (JSON.parse(text) as Problem).type.replace('urn:yimen:problem:', '') };
  };
  const listed = async (name: string, clientId = 'vendor-a') => {
    const headers = await portal.bearer(clientId, 'registry:publish');
    return (
      await portal.browser().send(`/api/registry/portlets/${name}`, { headers })
    ).json<RegistryPortlet>();
  };

  it('[R91] publishes what its publisher signed, and refuses what is unsigned, altered or of another’s key', async () => {
    const clientId = 'vendor-a';
    const [key, other] = [await createTestKey(), await createTestKey()];
    expect((await register(key, clientId)).status).toBe(201);
    await require(clientId);
    const release = releaseOf(descriptorOf('signed'));
    const signed = await key.sign(release);
    expect(await problemOf(publish(portal, release, { clientId }))).toEqual({
      status: 422,
      type: 'signature-required',
    });
    for (const bad of [
      await other.sign(release),
      { ...signed, signature: 'no.jws.here' },
      { ...signed, signature: `${signed.signature?.slice(0, -8)}AAAAAAAA` },
      { ...signed, files: [fileOf('remoteEntry.js', 'export const init = 1; // altered')] },
      { ...signed, build: { ...signed.build, needs: {} } },
    ]) {
      expect(await problemOf(publish(portal, bad, { clientId }))).toEqual({
        status: 422,
        type: 'signature-invalid',
      });
    }
    // The order of members and files is no part of what is signed.
    const reordered = {
      ...signed,
      build: { hasStyles: false, needs: signed.build.needs, entry: 'remoteEntry.js' },
    };
    expect((await publish(portal, reordered, { clientId })).status).toBe(201);
    expect((await listed('signed')).releases).toMatchObject([
      { version: '1.0.0', signature: { keyId: key.keyId, isKeyRevoked: false }, withheld: null },
    ]);
  });

  it('[R91] takes no key of one publisher for another, and signatures of both algorithms', async () => {
    const key = await createTestKey('ES256');
    await register(key, 'vendor-c');
    const release = await key.sign(releaseOf(descriptorOf('of-c')));
    expect(await problemOf(publish(portal, release, { clientId: 'vendor-d' }))).toMatchObject({
      type: 'signature-invalid',
    });
    expect((await publish(portal, release, { clientId: 'vendor-c' })).status).toBe(201);
  });

  it('[R92] refuses new releases of a revoked key, marks the old, and serves none since it was compromised', async () => {
    const clientId = 'vendor-b';
    const key = await createTestKey();
    await register(key, clientId);
    const versions = ['1.0.0', '1.1.0', '1.2.0'];
    const at: number[] = [];
    for (const version of versions) {
      portal.clock.aheadMs += 60_000;
      at.push(Date.now() + portal.clock.aheadMs);
      const release = await key.sign(releaseOf(descriptorOf('lost-key', { version })));
      expect((await publish(portal, release, { clientId })).status).toBe(201);
    }
    const dev = await portal.signIn('dev');
    const live = async () =>
      (await dev.api('GET', '/api/releases/lost-key')).json<{ version: string }>().version;
    const file = async (version: string) =>
      (await dev.api('GET', `/releases/lost-key/${version}/remoteEntry.js`)).status;
    expect([await live(), await file('1.2.0')]).toEqual(['1.2.0', 200]);
    const revoke = (body: object) =>
      administer<Publisher>(portal, 'POST', `/publishers/${clientId}/keys/${key.keyId}/revoke`, body);
    expect((await revoke({})).body.keys).toMatchObject([{ revokedBy: 'launcher', compromisedSince: null }]);
    const next = await key.sign(releaseOf(descriptorOf('lost-key', { version: '1.3.0' })));
    expect(await problemOf(publish(portal, next, { clientId }))).toEqual({
      status: 422,
      type: 'signing-key-revoked',
    });
    // Revoked only: what it signed before goes on, and is marked.
    expect([await live(), await file('1.2.0')]).toEqual(['1.2.0', 200]);
    expect((await listed('lost-key', clientId)).releases[0]).toMatchObject({
      signature: { isKeyRevoked: true },
    });
    await revoke({ compromisedSince: (at[1] ?? 0) - 30_000 });
    expect(await live()).toBe('1.0.0');
    expect([await file('1.2.0'), await file('1.1.0'), await file('1.0.0')]).toEqual([404, 404, 200]);
    const after = await listed('lost-key', clientId);
    expect(after.liveVersion).toBe('1.0.0');
    expect(after.releases.map(({ withheld }) => withheld)).toEqual([
      'key-compromised',
      'key-compromised',
      null,
    ]);
    // A later date takes nothing back.
    await revoke({ compromisedSince: Date.now() + portal.clock.aheadMs + 1 });
    expect(await live()).toBe('1.0.0');
  });

  it('[R92] stores nothing with a key that is revoked while the release is being prepared', async () => {
    const clientId = 'vendor-e';
    const key = await createTestKey();
    await register(key, clientId);
    const signed = await key.sign(releaseOf(descriptorOf('late')));
    expect((await publish(portal, signed, { clientId })).status).toBe(201);
    const stored = await portal.db.query
      .selectFrom('release')
      .selectAll()
      .where('portlet', '=', 'late')
      .executeTakeFirstOrThrow();
    await administer(portal, 'POST', `/publishers/${clientId}/keys/${key.keyId}/revoke`, {});
    // What is left to do when everything was checked: the moment in which the other request came.
    const outcome = await createReleaseStore(portal.db).publish({
      release: { ...stored, version: '1.0.1' },
      files: [],
      comparison: { comparedAt: stored.published_at, findings: [] },
      act: {
        ...{ at: stored.published_at, act: 'published', portlet: 'late', version: '1.0.1' },
        ...{ from: null, to: 'live', actor: { kind: 'client', id: clientId, name: null } },
        ...{ reason: null, detail: null },
      },
    });
    expect(outcome).toBe('key-revoked');
    expect((await listed('late', clientId)).releases.map(({ version }) => version)).toEqual(['1.0.0']);
  });

  it('[R91] lets administrators only register keys, and stores no private one', async () => {
    const { jwk } = await createTestKey();
    const path = '/api/admin/publishers/vendor-f/keys';
    const anybody = portal.browser();
    expect((await anybody.api('POST', path, { jwk })).status).toBe(401);
    const wangfang = await portal.signIn('wangfang');
    expect((await wangfang.api('POST', path, { jwk })).status).toBe(403);
    const bad = await administer(portal, 'POST', '/publishers/vendor-f/keys', { jwk: { ...jwk, d: jwk.x } });
    expect(bad.status).toBe(400);
    expect(bad.text).not.toContain(jwk.x);
    const admin = await portal.signIn('admin');
    expect((await admin.api('POST', path, { jwk })).status).toBe(201);
    expect((await admin.api('POST', path, { jwk })).status).toBe(200);
    expect((await admin.send(path, { method: 'POST', body: { jwk } })).status).toBe(403);
    const unknown = await administer(portal, 'POST', '/publishers/vendor-a/keys/none/revoke', {});
    expect(unknown.status).toBe(404);
    const all = await administer<Publisher[]>(portal, 'GET', '/publishers');
    expect(all.body.map(({ publisher }) => publisher)).toContain('vendor-f');
  });
});
