import { createHash, generateKeyPairSync } from 'node:crypto';
import { testDatabases } from '@yimen/database/testing';
import { startOfDay } from '@yimen/service-kit';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Sso, startSso } from '../sso-fixture.ts';

type Json = Record<string, unknown> & { pendingChange?: { id: string } };
const name = { 'zh-CN': '系统', 'en-US': 'System' };

/** What one administrator alone must not bring about, by whatever way. */
describe.each(testDatabases())('one administrator alone on $name', (database) => {
  let sso: Sso;
  let system: string;
  let security: string;
  let now = startOfDay('2027-03-01', 'Asia/Shanghai');

  beforeAll(async () => {
    sso = await startSso({ databaseUrl: await database.url(), clock: () => now });
    await sso.organise();
    system = await sso.administrator('system-administrator');
    security = await sso.administrator('security-administrator');
    await sso.administrator('audit-administrator');
  });
  afterAll(() => sso.close());

  async function ask(bearer: string, line: string, body?: unknown, etag?: string) {
    const [method = '', path = ''] = line.split(' ');
    const headers: Record<string, string> = etag === undefined ? {} : { 'if-match': etag };
    const answer = await sso.administer(method, path, {
      bearer,
      headers,
      ...(body !== undefined && { body }),
    });
    const text = await answer.text();
    return {
      status: answer.status,
      etag: answer.headers.get('etag') ?? '',
      body: (text === '' ? {} : JSON.parse(text)) as Json,
    };
  }
  const check = async (csv: string) => {
    const answer = await fetch(`${sso.url}/api/admin/imports?kind=people`, {
      method: 'POST',
      headers: { authorization: `Bearer ${system}`, 'content-type': 'text/csv' },
      body: csv,
    });
    return (await answer.json()) as Json & { id: string; state: string; mistakes: { code: string }[] };
  };
  const rolesOf = async (sub: string) => (await sso.services.people.find(sub))?.roles_json;

  it('gives a system no other keys: they are another secret', async () => {
    const path = 'PUT relying-parties/ledger';
    const body = { name, redirectUris: ['http://127.0.0.1:9/ledger'] };
    const made = await ask(system, path, body);
    expect(made.status).toBe(201);
    const { publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    const jwks = { keys: [{ ...publicKey.export({ format: 'jwk' }), kid: 'own', alg: 'ES256' }] };
    const other = { ...body, tokenEndpointAuthMethod: 'private_key_jwt', jwks };
    const asked = await ask(system, path, other, made.etag);
    expect(asked.status).toBe(202);
    expect((await sso.services.relyingParties.find('ledger'))?.jwks).toBeNull();
    const approve = `POST pending-changes/${asked.body.pendingChange?.id}/approve`;
    expect((await ask(security, approve, {})).status).toBe(200);
    expect((await sso.services.relyingParties.find('ledger'))?.tokenEndpointAuthMethod).toBe(
      'private_key_jwt',
    );
  });

  it('registers no system through which an administrator would work, and leads none elsewhere', async () => {
    const body = {
      name,
      redirectUris: ['http://127.0.0.1:9/lure'],
      resources: { 'urn:yimen:service:sso': ['sso:admin'] },
    };
    expect((await ask(system, 'PUT relying-parties/lure', body)).status).toBe(202);
    expect(await sso.services.relyingParties.find('lure')).toBeUndefined();
    const { relyingPartySubject } = await import('../../admin-api/subjects.ts');
    const { revisionOf } = await import('../../admin-api/revision.ts');
    const etag = `"${revisionOf(await relyingPartySubject.load(sso.db.query, 'admin-console'))}"`;
    const led = { ...body, redirectUris: ['http://127.0.0.1:9/elsewhere'], whoMayUse: '*' };
    expect((await ask(system, 'PUT relying-parties/admin-console', led, etag)).status).toBe(202);
    expect((await sso.services.relyingParties.find('admin-console'))?.redirectUris).not.toContain(
      'http://127.0.0.1:9/elsewhere',
    );
    // What reads names only is no right to speak of.
    const harmless = { ...body, resources: { 'urn:yimen:service:sso': ['directory:read'] } };
    expect((await ask(system, 'PUT relying-parties/reader', harmless)).status).toBe(201);
  });

  it('opens no service to further roles or systems', async () => {
    const resource = (roles: string[]) => ({
      audience: 'urn:yimen:service:budget',
      name,
      scopes: [{ name: 'budget:write', roles }],
    });
    const made = await ask(system, 'PUT resources/budget', resource(['payment-reviewer']));
    expect(made.status).toBe(201);
    expect((await ask(system, 'PUT resources/budget', resource(['*']), made.etag)).status).toBe(202);
    const renamed = { ...resource(['payment-reviewer']), name: { 'zh-CN': '预算', 'en-US': 'Budget' } };
    expect((await ask(system, 'PUT resources/budget', renamed, made.etag)).status).toBe(200);
    const party = {
      name,
      redirectUris: ['http://127.0.0.1:9/b'],
      resources: { 'urn:yimen:service:budget': ['budget:write'] },
    };
    const asked = await ask(system, 'PUT relying-parties/budget-ui', party);
    expect(asked.status).toBe(202);
    // Its secret is told to whoever asked, now, and opens it once another one has agreed.
    const secret = String(asked.body.clientSecret);
    const { id } = asked.body.pendingChange ?? {};
    const approved = await ask(security, `POST pending-changes/${id}/approve`, {});
    expect(approved.status).toBe(200);
    expect(JSON.stringify(approved.body)).not.toContain(secret);
    expect((await sso.services.relyingParties.find('budget-ui'))?.clientSecret).toBe(secret);
  });

  it('imports no password for an administrator who has none yet', async () => {
    await sso.person('second-security', {
      roles: ['staff', 'security-administrator'],
      password: undefined,
    });
    const digest = createHash('sha256').update('saltKnown-to-one-9').digest('hex');
    const batch = await check(`用户名,密码散列\nsecond-security,sha256$salt$${digest}\n`);
    expect(batch).toMatchObject({ state: 'rejected', mistakes: [{ code: 'administrator' }] });
    expect(await sso.services.credentials.hashOf('p-second-security')).toBeUndefined();

    // Nor by a file that was checked before she became one.
    await sso.person('promoted', { password: undefined });
    const early = await check(`用户名,密码散列\npromoted,sha256$salt$${digest}\n`);
    expect(early.state).toBe('checked');
    await sso.person('promoted', { roles: ['staff', 'audit-administrator'], password: undefined });
    expect((await ask(system, `POST imports/${early.id}/commit`, {})).status).toBe(202);
    await sso.settlePeople();
    expect((await ask(system, `GET imports/${early.id}`)).body.state).toBe('failed');
    expect(await sso.services.credentials.hashOf('p-promoted')).toBeUndefined();
  });

  it('brings no role back with a file that was checked while it was held', async () => {
    await sso.person('reviewer', { roles: ['staff', 'payment-reviewer'] });
    const batch = await check('用户名,角色\nreviewer,staff;payment-reviewer\n');
    expect(batch).toMatchObject({ state: 'checked', counts: { unchanged: 1, withRoles: 0 } });
    await sso.person('reviewer', { roles: ['staff'] });
    expect((await ask(system, `POST imports/${batch.id}/commit`, {})).status).toBe(202);
    await sso.settlePeople();
    expect((await ask(system, `GET imports/${batch.id}`)).body.state).toBe('failed');
    expect(await rolesOf('p-reviewer')).toEqual(['staff']);
  });

  it('brings no administrator’s role back by a plan that is older than its end', async () => {
    await sso.person('former', { roles: ['staff', 'audit-administrator'] });
    const transfer = { kind: 'transfer', day: '2027-03-02', unitId: 'edu', postId: null };
    const roles = ['staff', 'audit-administrator'];
    const asked = await ask(system, 'POST people/p-former/scheduled-changes', { ...transfer, roles });
    await ask(security, `POST pending-changes/${asked.body.pendingChange?.id}/approve`, {});
    await sso.person('former', { roles: ['staff'] });
    now = startOfDay('2027-03-02', 'Asia/Shanghai') + 1;
    await sso.settlePeople();
    expect(await sso.services.people.find('p-former')).toMatchObject({
      unit_id: 'edu',
      roles_json: ['staff'],
    });
  });

  it('cannot leave one of the three without anybody', async () => {
    const sub = 'p-audit-administrator';
    await sso.person('promoted', { roles: ['staff'], password: undefined });
    expect((await ask(system, `POST people/${sub}/disable`, {})).status).toBe(409);
    const leave = { kind: 'leave', day: '2027-03-01' };
    expect((await ask(system, `POST people/${sub}/scheduled-changes`, leave)).status).toBe(201);
    await sso.settlePeople();
    expect(await sso.services.people.find(sub)).toMatchObject({ is_active: true });
    expect((await sso.services.schedule.of(sub)).map(({ state }) => state)).toEqual(['failed']);
    // With another holder it is what an emergency asks for.
    await sso.administrator('audit-administrator', 'auditor2');
    expect((await ask(security, `POST people/${sub}/disable`, {})).status).toBe(200);
  });
});
