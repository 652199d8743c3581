import { testDatabases } from '@yimen/database/testing';
import { startOfDay } from '@yimen/service-kit';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  authorizationUrl,
  password,
  type RelyingPartyKit,
  type Sso,
  signIn,
  startSso,
} from '../sso-fixture.ts';

type Json = Record<string, unknown> & {
  cursor?: string | null;
  people?: { sub: string; username: string }[];
};

describe.each(testDatabases())('administration of accounts on $name', (database) => {
  let sso: Sso;
  let portal: RelyingPartyKit;
  let system: string;
  let security: string;
  let now = Date.now();

  beforeAll(async () => {
    sso = await startSso({ databaseUrl: await database.url(), clock: () => now });
    await sso.organise();
    portal = await sso.relyingParty('portal');
    system = await sso.administrator('system-administrator');
    security = await sso.administrator('security-administrator');
  });
  afterAll(() => sso.close());

  const ask = async (bearer: string, line: string, body?: unknown, headers: Record<string, string> = {}) => {
    const [method = '', path = ''] = line.split(' ');
    const answer = await sso.administer(method, path, {
      bearer,
      headers,
      ...(body !== undefined && { body }),
    });
    const text = await answer.text();
    return {
      status: answer.status,
      body: (text === '' ? {} : JSON.parse(text)) as Json,
      headers: answer.headers,
    };
  };

  it('lists and finds people a page at a time, and shows one without anything secret', async () => {
    for (const name of ['paging-a', 'paging-b', 'paging-c']) await sso.person(name);
    await sso.settlePeople();
    const first = await ask(system, 'GET people?q=paging&limit=2');
    expect(first.body.people?.map(({ username }) => username)).toEqual(['paging-a', 'paging-b']);
    const second = await ask(system, `GET people?q=paging&limit=2&cursor=${first.body.cursor}`);
    expect(second.body.people?.map(({ username }) => username)).toEqual(['paging-c']);
    expect(second.body.cursor).toBeNull();
    expect((await ask(system, 'GET people?cursor=abc')).status).toBe(400);
    expect((await ask(system, 'GET people?limit=1000')).status).toBe(400);
    const one = await ask(security, 'GET people/p-paging-a');
    expect(one.body).toMatchObject({
      username: 'paging-a',
      password: { isChangeRequired: false },
      lockouts: [],
    });
    expect(JSON.stringify(one.body)).not.toMatch(/argon2|hash/i);
    expect((await ask(system, 'GET people/nobody')).status).toBe(404);
    expect((await ask(system, 'GET organisation')).body).toMatchObject({ units: expect.any(Array) });
  });

  it('disables an account at once, everywhere, and enables it again', async () => {
    await sso.person('disable-me');
    const browser = sso.browser();
    await signIn(browser, portal, { username: 'disable-me' });
    expect((await ask(security, 'POST people/p-disable-me/disable', {})).status).toBe(200);
    expect((await browser.open((await authorizationUrl(portal)).url)).body).toContain('id="password"');
    expect((await ask(security, 'POST people/p-disable-me/enable', {})).status).toBe(403);
    expect((await ask(system, 'POST people/p-disable-me/enable', {})).status).toBe(200);
    expect((await signIn(sso.browser(), portal, { username: 'disable-me' })).access_token).toBeDefined();
  });

  it('resets to a code that the administrator sees once and the trail never', async () => {
    await sso.person('forgot');
    const reset = await ask(system, 'POST people/p-forgot/reset-password', {});
    expect(reset.body).toMatchObject({
      username: 'forgot',
      path: '/activate',
      expiresAt: now + 72 * 3_600_000,
    });
    const code = String(reset.body.code);
    const trail = await sso.db.query.selectFrom('audit_event').select('detail_json').execute();
    expect(JSON.stringify(trail)).not.toContain(code);
    expect((await ask(system, 'GET people/p-forgot')).body).toMatchObject({
      password: null,
      activationExpiresAt: now + 72 * 3_600_000,
    });
    const browser = sso.browser();
    const page = await browser.open(`/activate?username=forgot&code=${code}`);
    expect(page.body).toContain(`value="${code}"`);
    const secret = 'Quiet-harbour-7';
    expect(
      (await browser.submit(page, { password: secret, again: secret, username: 'forgot', code })).body,
    ).toContain('密码已设置');
    expect((await signIn(sso.browser(), portal, { username: 'forgot', secret })).access_token).toBeDefined();
  });

  it('lets no administrator set a password', async () => {
    await sso.person('own');
    const body = { username: 'own', name: { 'zh-CN': '某', 'en-US': 'Own' }, password: 'Chosen-by-admin-1' };
    const etag = String((await ask(system, 'GET people/p-own')).headers.get('etag'));
    const answer = await ask(system, 'PUT people/p-own', body, { 'if-match': etag });
    expect(answer.status).toBe(403);
    expect((await signIn(sso.browser(), portal, { username: 'own' })).access_token).toBeDefined();
  });

  it('shows lockouts to the security administrator and lifts them', async () => {
    await sso.person('locked');
    const browser = sso.browser();
    const attempt = async (secret: string) =>
      browser.submit(await browser.open((await authorizationUrl(portal)).url), {
        username: 'locked',
        password: secret,
      });
    for (let count = 0; count < 5; count++) await attempt('wrong');
    expect((await attempt(password)).status).toBe(429);
    const list = await ask(security, 'GET lockouts?username=LOCKED');
    expect(list.body.lockouts).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ kind: 'network', network: '127.0.0.1', failures: 5, isBlocked: true }),
        expect.objectContaining({ kind: 'account', failures: 5, isBlocked: false }),
      ]),
    );
    expect((await ask(system, 'GET lockouts')).status).toBe(403);
    const blocked = (list.body.lockouts as { key: string; isBlocked: boolean }[]).find(
      (each) => each.isBlocked,
    );
    expect((await ask(security, `DELETE lockouts/${blocked?.key}`)).status).toBe(204);
    expect((await ask(security, `DELETE lockouts/${blocked?.key}`)).status).toBe(404);
    expect((await attempt(password)).url).toContain('code=');
    for (let count = 0; count < 5; count++) {
      await sso.services.authenticate({
        username: 'locked',
        password: 'x',
        ip: '10.9.9.9',
        device: undefined,
      });
    }
    expect((await ask(system, 'GET people/p-locked')).body.lockouts).toHaveLength(1);
    expect((await ask(security, 'POST people/p-locked/lift-lockouts', {})).status).toBe(200);
    expect((await ask(security, 'GET lockouts?username=locked')).body.lockouts).toEqual([]);
  });

  it('keep a password that was typed as a name from administrators and the trail', async () => {
    const typed = 'Zhengtong-2026!';
    for (let count = 0; count < 5; count++) {
      const guess = { username: typed, password: 'x', ip: '10.9.8.7', device: undefined };
      expect(await sso.services.authenticate(guess)).toMatchObject({ outcome: 'wrong' });
    }
    const again = { username: typed.toUpperCase(), password: 'x', ip: '10.9.8.7', device: undefined };
    expect(await sso.services.authenticate(again)).toMatchObject({ outcome: 'wait' });
    const list = await ask(security, `GET lockouts?username=${encodeURIComponent(typed)}`);
    const lockouts = list.body.lockouts as { key: string; username: string; sub: null }[];
    expect(lockouts.map(({ username, sub }) => [username, sub])).toEqual([
      [expect.stringMatching(/^z…\(15\)#[0-9a-f]{16}$/), null],
      [expect.stringMatching(/^z…\(15\)#[0-9a-f]{16}$/), null],
    ]);
    expect((await ask(security, `DELETE lockouts/${lockouts[0]?.key}`)).status).toBe(204);
    const { query } = sso.db;
    const stored = [
      await query.selectFrom('sign_in_throttle').selectAll().execute(),
      await query.selectFrom('audit_event').selectAll().execute(),
      list.body,
    ];
    expect(JSON.stringify(stored).toLowerCase()).not.toContain(typed.toLowerCase());
  });

  it('plans and cancels a transfer, and refuses what cannot be', async () => {
    await sso.person('planned');
    const path = 'people/p-planned/scheduled-changes';
    const day = '2099-01-01';
    const made = await ask(system, `POST ${path}`, { kind: 'transfer', day, unitId: 'edu', postId: null });
    expect(made.status).toBe(201);
    expect(made.body).toMatchObject({
      kind: 'transfer',
      state: 'pending',
      effectiveAt: startOfDay(day, 'Asia/Shanghai'),
    });
    for (const wrong of [
      { kind: 'leave', day: '2099-02-30' },
      { kind: 'leave' },
      { kind: 'transfer', day, unitId: 'nowhere', postId: null },
      { kind: 'transfer', day, unitId: 'edu', postId: null, roles: ['security-administrator'] },
      { kind: 'promotion', day },
    ]) {
      expect([wrong, (await ask(system, `POST ${path}`, wrong)).status]).toEqual([wrong, 400]);
    }
    expect((await ask(system, `DELETE scheduled-changes/${made.body.id}`)).status).toBe(204);
    expect((await ask(system, `DELETE scheduled-changes/${made.body.id}`)).status).toBe(409);
    expect((await ask(system, `GET ${path}`)).body.scheduledChanges).toMatchObject([{ state: 'cancelled' }]);
  });

  it('keeps groups: losing one ends the sessions that were made with it', async () => {
    await sso.person('grouped');
    const group = { name: { 'zh-CN': '专班', 'en-US': 'Task force' }, description: null };
    expect((await ask(system, 'PUT groups/force', group)).status).toBe(201);
    const wrong = await ask(system, 'POST groups/force/members', { add: ['p-grouped', 'nobody'] });
    expect(wrong.status).toBe(400);
    expect((await ask(system, 'POST groups/force/members', { add: ['p-grouped'] })).status).toBe(200);
    expect((await ask(security, 'GET groups/force/members')).body.people).toMatchObject([
      { sub: 'p-grouped' },
    ]);
    const browser = sso.browser();
    await signIn(browser, portal, { username: 'grouped' });
    expect((await ask(system, 'DELETE groups/force')).status).toBe(409);
    expect((await ask(system, 'POST groups/force/members', { remove: ['p-grouped'] })).status).toBe(200);
    expect((await browser.open((await authorizationUrl(portal)).url)).body).toContain('id="password"');
    expect((await ask(system, 'DELETE groups/force')).status).toBe(204);
  });

  it('takes two persons to reset an administrator, to plan other roles, and to change the policy', async () => {
    const approve = async (by: string, { id }: { id: string }) =>
      ask(by, `POST pending-changes/${id}/approve`, {});
    const pendingOf = ({ status, body }: { status: number; body: Json }) => {
      expect(status).toBe(202);
      return body.pendingChange as { id: string };
    };
    const other = await sso.administrator('security-administrator', 'secadmin2');
    await sso.administrator('audit-administrator', 'auditor2');
    const reset = await ask(system, 'POST people/p-auditor2/reset-password', {});
    const code = String(reset.body.code);
    expect(await sso.services.credentials.hashOf('p-auditor2')).toBeDefined();
    const approved = await approve(security, pendingOf(reset));
    expect(JSON.stringify(approved.body)).not.toContain(code);
    expect(await sso.services.credentials.hashOf('p-auditor2')).toBeUndefined();
    expect(await sso.services.activation.isCodeOf('p-auditor2', code)).toBe(true);

    await sso.person('promoted');
    const transfer = {
      kind: 'transfer',
      day: '2099-01-01',
      unitId: 'edu',
      postId: null,
      roles: ['payment-reviewer'],
    };
    const planned = pendingOf(await ask(system, 'POST people/p-promoted/scheduled-changes', transfer));
    expect(await sso.services.schedule.of('p-promoted')).toEqual([]);
    await approve(security, planned);
    expect(await sso.services.schedule.of('p-promoted')).toMatchObject([
      { roles_json: ['payment-reviewer'] },
    ]);

    const headers = { 'if-none-match': '*' };
    const change = await ask(security, 'PUT policy', { profile: 'nist-63b-4' }, headers);
    expect((await ask(security, 'GET policy')).body.profile).toBe('dengbao-3');
    expect(sso.services.limits.idleSeconds).toBe(30 * 60);
    expect((await approve(other, pendingOf(change))).status).toBe(200);
    await expect.poll(() => sso.services.policy.current().id).toBe('nist-63b-4');
    expect(sso.services.limits.idleSeconds).toBe(60 * 60);
  });

  it('shows the policy to all three', async () => {
    const audit = await sso.administrator('audit-administrator');
    for (const bearer of [system, security, audit]) {
      expect((await ask(bearer, 'GET policy')).body).toMatchObject({ profile: 'nist-63b-4' });
    }
    expect((await ask(security, 'PUT policy', { profile: 'strict' })).status).toBe(400);
    now += 1;
  });
});
