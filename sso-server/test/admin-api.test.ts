import { testDatabases } from '@yimen/database/testing';
import * as client from 'openid-client';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { password, type Sso, signIn, startSso } from './sso-fixture.ts';

const name = { 'zh-CN': '甲', 'en-US': 'A' };
type Problem = { type: string; status: number; errors?: { pointer: string; detail: string }[] };

describe.each(testDatabases())('administration and directory API on $name', (database) => {
  let sso: Sso;

  beforeAll(async () => {
    sso = await startSso({ databaseUrl: await database.url() });
    await sso.organise();
    await sso.person('wangfang');
  });
  afterAll(() => sso.close());

  it('needs a token with sso:admin', async () => {
    expect((await fetch(`${sso.url}/api/admin/units/x`, { method: 'PUT', body: '{}' })).status).toBe(401);
    const service = await sso.relyingParty('reader', {
      grantTypes: ['client_credentials'],
      redirectUris: [],
      resources: { 'urn:yimen:service:sso': ['directory:read'] },
    });
    const token = await sso.token(service, { resource: 'urn:yimen:service:sso', scope: 'directory:read' });
    const answer = await sso.put('units/x', { name }, token);
    expect(answer.status).toBe(403);
    expect(answer.headers.get('content-type')).toContain('application/problem+json');
    const ec = await sso.put('units/x', { name }, 'garbage');
    expect(ec.status).toBe(401);
  });

  it('lets an administrator do what is hers, and is told at once when she is none any more', async () => {
    const bearer = await sso.administrator('system-administrator');
    const put = (path: string) => sso.administer('PUT', path, { bearer, body: { name } });
    expect((await put('posts/by-admin')).status).toBe(201);
    expect((await put('roles/by-admin')).status).toBe(403);
    await sso.person('system-administrator', { roles: ['staff'] });
    // The token is still good for minutes; the role is not.
    expect((await put('posts/by-nobody')).status).toBe(403);
    const composer = await sso.administrator('administrator');
    expect((await sso.put('posts/by-composer', { name }, composer)).status).toBe(403);
  });

  it('is idempotent: created, then equal', async () => {
    for (const [path, body] of [
      ['units/u1', { name, parentId: 'bureau', code: '205' }],
      ['posts/p1', { name }],
      ['roles/r1', { name }],
      ['people/x1', { username: 'x1', name, unitId: 'u1', postId: 'p1', roles: ['r1'], password }],
      ['resources/s1', { audience: 'urn:yimen:service:s1', name, scopes: ['s1:read'] }],
      ['relying-parties/c1', { name, redirectUris: ['http://127.0.0.1:9/cb'], clientSecret: 'x'.repeat(43) }],
    ] as const) {
      expect((await sso.put(path, body)).status, path).toBe(201);
      expect((await sso.put(path, body)).status, path).toBe(200);
    }
  });

  it('does not sign anybody out, nor report a change, when the same is put again', async () => {
    const portal = await sso.relyingParty('portal');
    const tokens = await signIn(sso.browser(), portal);
    const before = await sso.services.people.find('p-wangfang');
    await sso.person('wangfang');
    expect((await sso.services.people.find('p-wangfang'))?.updated_at).toBe(before?.updated_at);
    const next = await client.refreshTokenGrant(portal.configuration, String(tokens.refresh_token));
    await sso.person('wangfang', { password: 'Another-password-1' });
    await expect(
      client.refreshTokenGrant(portal.configuration, String(next.refresh_token)),
    ).rejects.toMatchObject({
      error: 'invalid_grant',
    });
    await sso.person('wangfang');
  });

  it('names every mistake at once', async () => {
    const answer = await sso.put('people/y', {
      username: 'a b',
      unitId: 'nowhere',
      roles: 'staff',
      surprise: 1,
    });
    const body = (await answer.json()) as Problem;
    expect(answer.status).toBe(400);
    expect(body.type).toBe('urn:yimen:problem:invalid-input');
    expect(body.errors?.map((error) => error.pointer).sort()).toEqual([
      '/body/name',
      '/body/roles',
      '/body/surprise',
      '/body/username',
    ]);
    const references = (await (
      await sso.put('people/y', {
        username: 'y',
        name,
        unitId: 'nowhere',
        postId: 'none',
        roles: ['staff', 'no'],
      })
    ).json()) as Problem;
    expect(references.errors?.map((error) => error.pointer)).toEqual([
      '/body/unitId',
      '/body/postId',
      '/body/roles/1',
    ]);
  });

  it('refuses wildcards, fragments, foreign schemes and cycles', async () => {
    for (const uri of [
      'https://*.example/cb',
      'https://a.example/#x',
      'javascript:alert(1)',
      'https://u:p@a.example/',
    ]) {
      const answer = await sso.put('relying-parties/bad', { name, redirectUris: [uri] });
      expect(answer.status, uri).toBe(400);
    }
    expect((await sso.put('relying-parties/bad', { name })).status).toBe(400);
    expect((await sso.put('units/bureau', { name, parentId: 'payment-centre' })).status).toBe(400);
    expect((await sso.put('people/z', { username: 'WangFang', name })).status).toBe(409);
    expect(
      (await sso.put('resources/zz', { audience: 'urn:yimen:service:s1', name, scopes: [] })).status,
    ).toBe(409);
  });

  it('guards its paths however they are written', async () => {
    for (const path of ['/API/admin', '/api/ADMIN', '/Api/Admin', '/api/admin']) {
      const answer = await fetch(`${sso.url}${path}/roles/stolen`, {
        method: 'PUT',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ name }),
      });
      expect([path, answer.ok]).toEqual([path, false]);
    }
    const { roles } = await sso.services.organisation.structure();
    expect(roles.has('stolen')).toBe(false);
    for (const path of ['/API/directory/people', '/api/Directory/people', '/api/directory/people/']) {
      const answer = await fetch(sso.url + path);
      expect([path, answer.ok, (await answer.text()).includes('p-wangfang')]).toEqual([path, false, false]);
    }
  });

  it('tells a generated secret once', async () => {
    const body = { name, grantTypes: ['client_credentials'] };
    const first = (await (await sso.put('relying-parties/gen', body)).json()) as { clientSecret?: string };
    expect(first.clientSecret).toMatch(/^[\w-]{43}$/);
    const second = (await (await sso.put('relying-parties/gen', body)).json()) as { clientSecret?: string };
    expect(second).not.toHaveProperty('clientSecret');
    const answer = await sso.tokenRequest(
      { id: 'gen', secret: String(first.clientSecret) },
      { grant_type: 'client_credentials' },
    );
    expect(answer.status).toBe(200);
  });

  it('shows the directory in pages and what has changed since', async () => {
    const service = await sso.relyingParty('contacts', {
      grantTypes: ['client_credentials'],
      redirectUris: [],
      resources: { 'urn:yimen:service:sso': ['directory:read'] },
    });
    const token = await sso.token(service, { resource: 'urn:yimen:service:sso', scope: 'directory:read' });
    const get = async (path: string) =>
      (
        await fetch(`${sso.url}/api/directory/${path}`, { headers: { authorization: `Bearer ${token}` } })
      ).json() as Promise<Record<string, unknown>>;
    const { units } = (await get('units')) as { units: { id: string; parentId: string | null }[] };
    expect(units).toContainEqual(expect.objectContaining({ id: 'payment-centre', parentId: 'bureau' }));
    const { people } = (await get('people')) as { people: { sub: string; updatedAt: number }[] };
    expect(people).toContainEqual(
      expect.objectContaining({
        sub: 'p-wangfang',
        username: 'wangfang',
        unitId: 'payment-centre',
        isActive: true,
      }),
    );
    expect(JSON.stringify(people)).not.toContain('argon2');
    const last = Math.max(...people.map((person) => person.updatedAt));
    const later = (await get(`people?updatedSince=${last + 1}`)) as { people: unknown[] };
    expect(later.people).toEqual([]);
    expect(await get('people?cursor=nonsense')).toMatchObject({ status: 400 });
    expect(await get('systems')).toMatchObject({
      systems: expect.arrayContaining([
        { clientId: 'portal', name: expect.anything(), url: 'http://127.0.0.1:9/portal' },
      ]),
    });
    expect(((await get('roles')) as { roles: unknown[] }).roles.length).toBeGreaterThan(2);
    expect(((await get('posts')) as { posts: unknown[] }).posts.length).toBeGreaterThan(0);
  });

  it('keeps an audit trail that nobody can rewrite', async () => {
    const rows = await sso.db.query.selectFrom('audit_event').select(['event', 'outcome']).execute();
    const events = new Set(rows.map((row) => row.event));
    for (const event of ['sign-in', 'authorization', 'token-granted', 'administration', 'session-ended']) {
      expect(events).toContain(event);
    }
    await expect(sso.db.query.deleteFrom('audit_event').execute()).rejects.toThrow(/append-only/);
    await expect(sso.db.query.updateTable('audit_event').set({ outcome: 'x' }).execute()).rejects.toThrow(
      /append-only/,
    );
  });
});
