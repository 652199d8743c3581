import { testDatabases } from '@yimen/database/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sweepExpired } from '../../sessions/sweep-expired.ts';
import { type Sso, startSso } from '../sso-fixture.ts';

type Pending = { id: string; state: string; before: unknown; after: unknown; requestedBy: { sub: string } };
type Body = {
  pendingChange: Pending;
  pendingChanges: { id: string }[];
  clientSecret?: string;
  type?: string;
  errors?: { pointer: string }[];
};

const day = 24 * 60 * 60_000;

describe.each(testDatabases())('two persons on $name', (database) => {
  let sso: Sso;
  let passed = 0;
  const tokens = { system: '', security: '', audit: '', security2: '' };
  type Who = keyof typeof tokens;

  beforeAll(async () => {
    sso = await startSso({ databaseUrl: await database.url(), clock: () => Date.now() + passed });
    await sso.organise();
    await sso.person('zhaomin');
    for (const kind of ['system', 'security', 'audit'] as const) {
      tokens[kind] = await sso.administrator(`${kind}-administrator`);
    }
    tokens.security2 = await sso.administrator('security-administrator', 'secadmin2');
    await sso.relyingParty('payments');
  });
  afterAll(() => sso.close());

  async function as(who: Who, method: string, path: string, o: { body?: unknown; etag?: string } = {}) {
    const answer = await sso.administer(method, path, {
      bearer: tokens[who],
      body: o.body ?? (method === 'GET' ? undefined : {}),
      ...(o.etag !== undefined && { headers: { 'if-match': o.etag } }),
    });
    return {
      status: answer.status,
      etag: answer.headers.get('etag') ?? '',
      body: (await answer.json()) as Body,
    };
  }
  const rolesOf = async (sub: string) => (await sso.services.people.find(sub))?.roles_json;
  /** The revision of a thing, by changing nothing of it. */
  async function etagOf(path: string): Promise<string> {
    const answer = await as('security', 'PUT', path, { etag: '"unknown"', body: { roles: ['staff'] } });
    expect(answer.status).toBe(412);
    const { personSubject } = await import('../../admin-api/subjects.ts');
    const { revisionOf } = await import('../../admin-api/revision.ts');
    return `"${revisionOf(await personSubject.load(sso.db.query, path.split('/')[1] ?? ''))}"`;
  }
  async function askForRoles(sub: string, roles: string[], who: Who = 'security') {
    const etag = await etagOf(`people/${sub}/roles`);
    return as(who, 'PUT', `people/${sub}/roles`, { body: { roles }, etag });
  }

  it('lets a change of roles wait, shows it before and after, and makes it when another one approves', async () => {
    const asked = await askForRoles('p-zhaomin', ['staff', 'payment-reviewer']);
    expect(asked.status).toBe(202);
    expect(asked.body.pendingChange).toMatchObject({
      operation: 'people.roles.put',
      state: 'pending',
      before: { roles: ['staff'] },
      after: { roles: ['staff', 'payment-reviewer'] },
      requestedBy: { sub: 'p-security-administrator' },
    });
    expect(await rolesOf('p-zhaomin')).toEqual(['staff']);
    const { id } = asked.body.pendingChange;
    const list = await as('system', 'GET', 'pending-changes?state=pending');
    expect(list.body.pendingChanges.find((one) => one.id === id)).toMatchObject({
      title: { 'zh-CN': '调整人员角色' },
      mayApprove: ['system-administrator', 'security-administrator'],
      subject: { kind: 'person', id: 'p-zhaomin', username: 'zhaomin' },
      requestedBy: { sub: 'p-security-administrator', name: { 'zh-CN': expect.any(String) } },
    });
    expect((await as('security', 'POST', `pending-changes/${id}/approve`)).status).toBe(403);
    expect((await as('audit', 'POST', `pending-changes/${id}/approve`)).status).toBe(403);
    const approved = await as('system', 'POST', `pending-changes/${id}/approve`, {
      body: { reason: '同意' },
    });
    expect(approved).toMatchObject({ status: 200, body: { state: 'approved', reason: '同意' } });
    expect(await rolesOf('p-zhaomin')).toEqual(['staff', 'payment-reviewer']);
    expect((await as('system', 'POST', `pending-changes/${id}/approve`)).status).toBe(409);
    const rows = await sso.db.query
      .selectFrom('audit_event')
      .select(['event', 'sub', 'detail_json'])
      .where('event', 'in', ['change-requested', 'administration'])
      .execute();
    const made = rows.find(
      ({ detail_json }) => detail_json?.operation === 'people.roles.put' && detail_json.approvedBy,
    );
    expect(made).toMatchObject({
      sub: 'p-security-administrator',
      detail_json: { approvedBy: { sub: 'p-system-administrator' }, before: { roles: ['staff'] } },
    });
  });

  it('refuses, withdraws and forgets', async () => {
    const ask = async () => {
      const { body } = await askForRoles('p-zhaomin', ['staff']);
      return body.pendingChange.id;
    };
    const refused = await ask();
    const answer = await as('security2', 'POST', `pending-changes/${refused}/refuse`, {
      body: { reason: '不同意' },
    });
    expect(answer).toMatchObject({ status: 200, body: { state: 'refused', reason: '不同意' } });
    const withdrawn = await ask();
    expect((await as('security2', 'POST', `pending-changes/${withdrawn}/withdraw`)).status).toBe(403);
    expect((await as('security', 'POST', `pending-changes/${withdrawn}/withdraw`)).status).toBe(200);
    const expired = await ask();
    passed += 7 * day;
    expect((await as('system', 'POST', `pending-changes/${expired}/approve`)).status).toBe(409);
    const list = await as('system', 'GET', 'pending-changes?state=expired&limit=1');
    expect(list.body).toMatchObject({ pendingChanges: [{ id: expired, state: 'expired' }] });
    await sweepExpired({ db: sso.db, now: sso.services.now });
    const row = await sso.db.query
      .selectFrom('pending_change')
      .select('sealed_input')
      .where('id', '=', expired)
      .executeTakeFirst();
    // It may have held a secret.
    expect(row).toEqual({ sealed_input: '' });
    passed = 0;
    expect(await rolesOf('p-zhaomin')).toEqual(['staff', 'payment-reviewer']);
    expect((await as('system', 'POST', 'pending-changes/none/approve')).status).toBe(404);
  });

  it('refuses as stale what was changed meanwhile, and what a former administrator asked for', async () => {
    const { body } = await askForRoles('p-zhaomin', ['staff']);
    await sso.person('zhaomin', { roles: ['staff', 'payment-reviewer'], room: '301' });
    const { id } = body.pendingChange;
    expect((await as('system', 'POST', `pending-changes/${id}/approve`)).status).toBe(412);
    expect(await rolesOf('p-zhaomin')).toEqual(['staff', 'payment-reviewer']);
    expect((await as('system', 'POST', `pending-changes/${id}/approve`)).status).toBe(409);
    const second = await askForRoles('p-zhaomin', ['staff'], 'security2');
    await sso.person('secadmin2', { roles: ['staff'] });
    const late = await as('system', 'POST', `pending-changes/${second.body.pendingChange.id}/approve`);
    expect(late.status).toBe(412);
    expect(await rolesOf('p-zhaomin')).toEqual(['staff', 'payment-reviewer']);
    await sso.person('secadmin2', { roles: ['staff', 'security-administrator'] });
  });

  it('lets exactly one of many approvals win', async () => {
    const { body } = await askForRoles('p-zhaomin', ['staff']);
    const answers = await Promise.all(
      Array.from({ length: 6 }, (_, index) =>
        as(index % 2 ? 'system' : 'security2', 'POST', `pending-changes/${body.pendingChange.id}/approve`),
      ),
    );
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    expect(answers.every(({ status }) => [200, 409, 412].includes(status))).toBe(true);
    expect(await rolesOf('p-zhaomin')).toEqual(['staff']);
  });

  it('does not let a role in through the side door, nor two of the three into one account', async () => {
    const person = { username: 'new', name: { 'zh-CN': '新', 'en-US': 'New' } };
    const asked = await as('system', 'PUT', 'people/p-new', {
      body: { ...person, roles: ['payment-reviewer'] },
    });
    expect(asked.status).toBe(202);
    expect(await sso.services.people.find('p-new')).toBeUndefined();
    expect((await as('system', 'PUT', 'people/p-new', { body: person })).status).toBe(201);
    for (const roles of [
      ['system-administrator', 'audit-administrator'],
      ['security-administrator', 'administrator'],
    ]) {
      const both = await sso.put('people/p-both', { ...person, username: 'both', roles });
      expect(both.status).toBe(400);
      const row = await sso.services.people.find('p-new');
      // Whatever writes it: the database refuses too.
      const write = sso.db.query.updateTable('person').set({ roles_json: roles }).where('sub', '=', 'p-new');
      await expect(row && write.execute()).rejects.toThrow(/exclusive roles/);
    }
    const holders = await sso.db.query.selectFrom('administrator').selectAll().orderBy('sub').execute();
    expect(holders).toContainEqual({ sub: 'p-system-administrator', role: 'system-administrator' });
    expect(holders.map(({ sub }) => sub)).not.toContain('p-new');
  });

  it('gives a client another secret when the security administrator agrees, and tells it to the asker only', async () => {
    const opens = (secret: string) =>
      sso
        .tokenRequest({ id: 'payments', secret }, { grant_type: 'refresh_token', refresh_token: 'x' })
        .then(({ status }) => status !== 401);
    const asked = await as('system', 'POST', 'relying-parties/payments/renew-secret');
    expect(asked.status).toBe(202);
    const secret = String(asked.body.clientSecret);
    expect(secret).toMatch(/^[\w-]{43}$/);
    expect(await opens(secret)).toBe(false);
    const list = JSON.stringify((await as('security', 'GET', 'pending-changes')).body);
    expect(list).toContain('payments');
    expect(list).not.toContain(secret);
    const { id } = asked.body.pendingChange;
    const approved = await as('security', 'POST', `pending-changes/${id}/approve`);
    expect(approved.status).toBe(200);
    expect(JSON.stringify(approved.body)).not.toContain(secret);
    expect(await opens(secret)).toBe(true);
    const trail = await sso.db.query.selectFrom('audit_event').selectAll().execute();
    expect(JSON.stringify(trail)).not.toContain(secret);
  });

  it('tells the slower of two administrators who edit one system, and loses nothing', async () => {
    const body = { name: { 'zh-CN': '甲', 'en-US': 'A' }, redirectUris: ['http://127.0.0.1:9/cb'] };
    const made = await as('system', 'PUT', 'relying-parties/edited', { body });
    expect(made.status).toBe(201);
    expect(made.etag).toMatch(/^".{22}"$/);
    expect((await as('system', 'PUT', 'relying-parties/edited', { body })).status).toBe(400);
    const change = (contact: string) =>
      as('system', 'PUT', 'relying-parties/edited', { body: { ...body, contact }, etag: made.etag });
    const answers = await Promise.all([change('first'), change('second')]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 412]);
    const winner = answers.findIndex(({ status }) => status === 200) === 0 ? 'first' : 'second';
    expect((await sso.services.relyingParties.find('edited'))?.contact).toBe(winner);
    const next = await as('system', 'PUT', 'relying-parties/edited', {
      body: { ...body, contact: 'third' },
      etag: answers.find(({ status }) => status === 200)?.etag ?? '',
    });
    expect(next.status).toBe(200);
  });

  it('writes a change and its audit row together or not at all', async () => {
    const fail = `raise(abort, 'audit is away')`;
    if (sso.db.dialect !== 'sqlite') return;
    const { sql } = await import('kysely');
    await sql
      .raw(`create trigger audit_away before insert on audit_event begin select ${fail}; end`)
      .execute(sso.db.query);
    const body = { name: { 'zh-CN': '乙', 'en-US': 'B' } };
    const answer = await as('system', 'PUT', 'posts/unaudited', { body });
    await sql.raw('drop trigger audit_away').execute(sso.db.query);
    expect(answer.status).toBe(500);
    expect((await sso.services.organisation.structure()).posts.has('unaudited')).toBe(false);
  });
});
