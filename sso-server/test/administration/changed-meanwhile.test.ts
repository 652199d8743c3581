import { testDatabases } from '@yimen/database/testing';
import { startOfDay } from '@yimen/service-kit';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { isAdministrator } from '../../admin-api/administrators.ts';
import { changeOperation } from '../../admin-api/operation.ts';
import { requestChange } from '../../admin-api/request-change.ts';
import { personSubject } from '../../admin-api/subjects.ts';
import { type Sso, startSso } from '../sso-fixture.ts';

type Json = Record<string, unknown> & { pendingChange?: { id: string } };

/** Whoever becomes an administrator between the question and the deed, or between the plan and its day. */
describe.each(testDatabases())('an account that becomes an administrator meanwhile, on $name', (database) => {
  let sso: Sso;
  let system: string;
  let now = startOfDay('2027-03-01', 'Asia/Shanghai');

  beforeAll(async () => {
    sso = await startSso({ databaseUrl: await database.url(), clock: () => now });
    await sso.organise();
    system = await sso.administrator('system-administrator');
    await sso.administrator('security-administrator');
    await sso.administrator('audit-administrator');
  });
  afterAll(() => sso.close());

  async function schedule(sub: string, body: unknown) {
    const answer = await sso.administer('POST', `people/${sub}/scheduled-changes`, { bearer: system, body });
    return { status: answer.status, body: (await answer.json()) as Json };
  }
  const personOf = (sub: string) => sso.services.people.find(sub);
  const scheduleOf = async (sub: string) => (await sso.services.schedule.of(sub))[0]?.state;
  async function detailOf(sub: string) {
    const rows = await sso.db.query
      .selectFrom('audit_event')
      .select('detail_json')
      .where('sub', '=', sub)
      .where('event', '=', 'scheduled-change')
      .orderBy('sequence')
      .execute();
    return rows.at(-1)?.detail_json;
  }
  async function passTo(day: string): Promise<void> {
    now = startOfDay(day, 'Asia/Shanghai');
    await sso.settlePeople();
    system = await sso.administrator('system-administrator');
  }

  it('takes two persons for her, though it took one when the change was asked for', async () => {
    const sub = await sso.person('risen', { isActive: false });
    let plans = 0;
    const enable = changeOperation({
      id: 'test.enable',
      title: { 'zh-CN': '启用', 'en-US': 'Enable' },
      method: 'POST',
      path: '/people/:id/test',
      by: ['system-administrator'],
      twoPersons: {
        by: ['security-administrator'],
        when: ({ state }) => isAdministrator(state?.roles_json ?? []),
      },
      subject: personSubject,
      async plan({ services, state }) {
        plans += 1;
        // She becomes one after this was read and judged.
        if (plans === 1) await sso.person('risen', { isActive: false, roles: ['audit-administrator'] });
        return {
          before: { isActive: false },
          after: { isActive: true },
          apply: async (trx) => {
            if (state) await services.people.put(trx, { ...state, is_active: true });
          },
        };
      },
    });
    const answer = await requestChange(sso.services, {
      operation: enable,
      input: { params: { id: sub }, query: {}, body: {} },
      caller: {
        kind: 'person',
        sub: 'p-system-administrator',
        username: 'system-administrator',
        role: 'system-administrator',
        clientId: 'portal',
      },
    });
    expect(answer).toMatchObject({ status: 202, body: { pendingChange: { state: 'pending' } } });
    expect(await personOf(sub)).toMatchObject({ is_active: false, roles_json: ['audit-administrator'] });
  });

  it('is not opened on the day by a start that one person planned before', async () => {
    const sub = await sso.person('later', { isActive: false });
    expect((await schedule(sub, { kind: 'start', day: '2027-03-03' })).status).toBe(201);
    await sso.person('later', { isActive: false, roles: ['audit-administrator'] });
    await passTo('2027-03-03');
    expect(await personOf(sub)).toMatchObject({ is_active: false });
    expect(await scheduleOf(sub)).toBe('failed');
    expect(await detailOf(sub)).toMatchObject({ reason: 'administrator-since' });
  });

  it('is opened on the day by a start that two persons planned for an administrator', async () => {
    const sub = await sso.person('agreed', { isActive: false, roles: ['audit-administrator'] });
    const asked = await schedule(sub, { kind: 'start', day: '2027-03-05' });
    expect(asked.status).toBe(202);
    const security = await sso.administrator('security-administrator');
    const path = `pending-changes/${asked.body.pendingChange?.id}/approve`;
    expect((await sso.administer('POST', path, { bearer: security, body: {} })).status).toBe(200);
    await passTo('2027-03-05');
    expect(await personOf(sub)).toMatchObject({ is_active: true });
  });

  it('does not lose the role, as its last holder, by an old plan of other roles', async () => {
    const sub = await sso.person('only', { roles: ['staff'] });
    const transfer = { kind: 'transfer', day: '2027-03-08', unitId: 'edu', postId: null, roles: ['staff'] };
    const asked = await schedule(sub, transfer);
    const security = await sso.administrator('security-administrator');
    const path = `pending-changes/${asked.body.pendingChange?.id}/approve`;
    expect((await sso.administer('POST', path, { bearer: security, body: {} })).status).toBe(200);
    await sso.person('only', { roles: ['audit-administrator'] });
    await passTo('2027-03-08');
    expect(await personOf(sub)).toMatchObject({ roles_json: ['audit-administrator'] });
    expect(await scheduleOf(sub)).toBe('failed');
  });
});
