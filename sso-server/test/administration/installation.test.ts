import { testDatabases } from '@yimen/database/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Sso, startSso } from '../sso-fixture.ts';

const name = { 'zh-CN': '甲', 'en-US': 'A' };
const client = {
  name,
  redirectUris: ['http://127.0.0.1:9/a'],
  resources: { 'urn:yimen:service:sso': ['directory:read'] },
};
const addresses = { redirectUris: ['http://127.0.0.1:9/b'], grantTypes: ['authorization_code'] };

describe.each(testDatabases())('a program after the installation on $name', (database) => {
  let sso: Sso;
  beforeAll(async () => {
    sso = await startSso({ databaseUrl: await database.url() });
    await sso.organise();
    await sso.relyingParty('own', client);
    expect(
      (await sso.administer('POST', 'installation/finish', { bearer: await sso.adminToken(), body: {} }))
        .status,
    ).toBe(409);
    for (const role of ['system-administrator', 'security-administrator', 'audit-administrator'])
      await sso.administrator(role);
    await sso.put('relying-parties/foreign', client, await sso.administrator('system-administrator'));
    expect(
      (await sso.administer('POST', 'installation/finish', { bearer: await sso.adminToken(), body: {} }))
        .status,
    ).toBe(200);
  });
  afterAll(() => sso.close());

  // The fixture's token has sso:admin alone; this one is what a start gets.
  const start = async (path: string, body: unknown, headers: Record<string, string> = {}) => {
    const bearer = await sso.provisionToken();
    const answer = await sso.administer('PUT', path, { bearer, body, headers });
    return answer.status;
  };

  it('administrates nothing any more, with the same client and scope', async () => {
    expect((await sso.put('people/p-x', { username: 'x', name })).status).toBe(403);
    expect((await sso.put('relying-parties/new', client)).status).toBe(403);
    expect(await start('people/p-x', { username: 'x', name })).toBe(403);
    expect(await start('units/x', { name })).toBe(403);
  });

  it('gives its own programs the addresses of a start', async () => {
    expect(await start('relying-parties/own/provision', addresses)).toBe(200);
    expect((await sso.services.relyingParties.find('own'))?.redirectUris).toEqual(addresses.redirectUris);
    expect(await start('relying-parties/new', client, { 'if-none-match': '*' })).toBe(201);
    expect(await start('relying-parties/new', client, { 'if-none-match': '*' })).toBe(412);
    expect(await start('relying-parties/new', { ...client, clientSecret: 'x'.repeat(43) })).toBe(403);
    expect(await start('roles/new-role', { name })).toBe(201);
    expect(await start('resources/new', { audience: 'urn:yimen:service:new', name, scopes: [] })).toBe(
      200 + 1,
    );
  });

  it('touches nothing that somebody else registered, and hands out no right to administrate', async () => {
    expect(await start('relying-parties/foreign/provision', addresses)).toBe(403);
    expect(await start('roles/system-administrator', { name })).toBe(403);
    expect(await start('resources/sso', { audience: 'urn:yimen:service:sso', name, scopes: [] })).toBe(403);
    const sso1 = { 'urn:yimen:service:sso': ['sso:provision'] };
    expect(await start('relying-parties/evil', { ...client, resources: sso1 })).toBe(403);
    const admin = { 'urn:yimen:service:sso': ['sso:admin'] };
    expect(await start('relying-parties/own/provision', { ...addresses, resources: admin })).toBe(403);
  });

  it('stays finished when the program is started again', async () => {
    expect(await sso.services.installation.isFinished()).toBe(true);
    const rows = await sso.db.query.selectFrom('audit_event').select('detail_json').execute();
    expect(rows.some(({ detail_json }) => detail_json?.operation === 'installation.finish')).toBe(true);
  });
});

it('finishes by itself at a start that finds all three administrators', async () => {
  const [database] = testDatabases();
  const databaseUrl = await (database?.url() ?? '');
  const first = await startSso({ databaseUrl });
  await first.organise();
  for (const role of ['system-administrator', 'security-administrator', 'audit-administrator'])
    await first.person(role, { roles: [role] });
  expect(await first.services.installation.isFinished()).toBe(false);
  await first.close();
  const second = await startSso({ databaseUrl });
  expect(await second.services.installation.isFinished()).toBe(true);
  await second.close();
});
