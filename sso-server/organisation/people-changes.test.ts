import { testDatabases } from '@yimen/database/testing';
import { startOfDay } from '@yimen/service-kit';
import { decodeJwt } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { authorizationUrl, type RelyingPartyKit, type Sso, signIn, startSso } from '../test/sso-fixture.ts';
import type { NewScheduledChange } from './schedule/schedule-store.ts';
import { startScheduleWorker } from './schedule/schedule-worker.ts';

describe.each(testDatabases())('planned changes, groups and search on $name', (database) => {
  let sso: Sso;
  let portal: RelyingPartyKit;
  const midnight = startOfDay('2027-03-01', 'Asia/Shanghai');
  let now = midnight - 3_600_000;

  beforeAll(async () => {
    sso = await startSso({ databaseUrl: await database.url(), clock: () => now });
    await sso.organise();
    portal = await sso.relyingParty('portal', { backchannelLogoutUri: 'http://127.0.0.1:9/out' });
  });
  afterAll(() => sso.close());

  const plan = (change: Omit<NewScheduledChange, 'isOfAdministrator'>) =>
    sso.db.transaction((trx) => sso.services.schedule.add(trx, { isOfAdministrator: false, ...change }));
  const auditOf = async (sub: string, event: string) => {
    const all = sso.db.query.selectFrom('audit_event').selectAll().where('sub', '=', sub);
    return all.where('event', '=', event).execute();
  };

  it('lets a leaving take effect by itself when the day begins in Shanghai, not before', async () => {
    const sub = await sso.person('leaver');
    const browser = sso.browser();
    await signIn(browser, portal, { username: 'leaver' });
    await plan({ sub, kind: 'leave', day: '2027-03-01', by: 'p-admin' });
    now = midnight - 1;
    await sso.settlePeople();
    expect((await sso.services.people.find(sub))?.is_active).toBe(true);
    now = midnight;
    await sso.settlePeople();
    expect((await sso.services.people.find(sub))?.is_active).toBe(false);
    expect((await browser.open((await authorizationUrl(portal)).url)).body).toContain('id="password"');
    const deliveries = await sso.db.query
      .selectFrom('logout_delivery')
      .selectAll()
      .where('sub', '=', sub)
      .execute();
    expect(deliveries.map(({ client_id }) => client_id)).toEqual(['portal']);
    const [event] = await auditOf(sub, 'scheduled-change');
    expect(event?.detail_json).toMatchObject({
      kind: 'leave',
      day: '2027-03-01',
      plannedBy: 'p-admin',
      after: { is_active: false },
    });
  });

  it('takes effect once with several processes, and after a restart that slept over the day', async () => {
    const sub = await sso.person('mover', { roles: ['staff', 'payment-reviewer'] });
    await signIn(sso.browser(), portal, { username: 'mover' });
    await plan({
      sub,
      kind: 'transfer',
      day: '2027-03-05',
      unitId: 'edu',
      postId: null,
      roles: ['staff'],
      by: null,
    });
    now = startOfDay('2027-03-09', 'Asia/Shanghai');
    const { services } = sso;
    const others = [1, 2, 3].map(() => startScheduleWorker({ ...services, log: services.log }));
    await Promise.all([sso.settlePeople(), ...others.map((worker) => worker.settle())]);
    for (const worker of others) await worker.close();
    expect(await services.people.find(sub)).toMatchObject({
      unit_id: 'edu',
      post_id: null,
      roles_json: ['staff'],
    });
    expect(await auditOf(sub, 'scheduled-change')).toHaveLength(1);
    expect(await auditOf(sub, 'session-ended')).toHaveLength(1);
    expect((await services.schedule.of(sub)).map(({ state }) => state)).toEqual(['done']);
  });

  it('opens an account on its first day, and a new date takes the place of the one before', async () => {
    const sub = await sso.person('starter', { isActive: false });
    await plan({ sub, kind: 'start', day: '2027-04-01', by: null });
    await plan({ sub, kind: 'start', day: '2027-04-03', by: null });
    now = startOfDay('2027-04-02', 'Asia/Shanghai');
    await sso.settlePeople();
    expect((await sso.services.people.find(sub))?.is_active).toBe(false);
    now = startOfDay('2027-04-03', 'Asia/Shanghai');
    await sso.settlePeople();
    expect((await signIn(sso.browser(), portal, { username: 'starter' })).access_token).toEqual(
      expect.any(String),
    );
    expect((await sso.services.schedule.of(sub)).map(({ state }) => state).sort()).toEqual([
      'done',
      'replaced',
    ]);
  });

  it('lets a group decide who may use a system, and names it in the claims', async () => {
    const sub = await sso.person('member');
    const project = await sso.relyingParty('project', { whoMayUse: { groups: ['reform'] } });
    const name = { 'zh-CN': '改革专班', 'en-US': 'Reform' };
    const { groups } = sso.services;
    const refused = await sso.browser();
    const visit = await refused.open((await authorizationUrl(project)).url);
    expect((await refused.submit(visit, { username: 'member', password: 'Correct-horse-9' })).status).toBe(
      403,
    );
    await sso.db.transaction(async (trx) => {
      await groups.put(trx, { id: 'reform', name_json: name, description_json: null });
      await groups.add(trx, 'reform', [sub]);
    });
    const tokens = await signIn(sso.browser(), project, { username: 'member' });
    expect(decodeJwt(String(tokens.id_token)).groups).toEqual(['reform']);
    expect(await sso.db.transaction((trx) => groups.remove(trx, 'reform'))).toBe(false);
    expect(await sso.db.transaction((trx) => groups.take(trx, 'reform', [sub, 'nobody']))).toEqual([sub]);
    expect(await sso.db.transaction((trx) => groups.remove(trx, 'reform'))).toBe(true);
  });

  it('finds people by name, pinyin, initials, user name, mobile number and unit, a page at a time', async () => {
    const names = [
      ['zhangwei', '张伟', 'Zhang Wei'],
      ['zengqian', '曾倩', 'Zeng Qian'],
      ['ouyang.xiu', '欧阳修', 'Ouyang Xiu'],
    ] as const;
    for (const [username, zh, en] of names) {
      await sso.person(username, {
        name: { 'zh-CN': zh, 'en-US': en },
        unitId: 'edu',
        mobilePhone: '10000000077',
      });
    }
    await sso.settlePeople();
    const find = async (text: string) =>
      (await sso.services.peopleSearch.page({ text, limit: 50 })).map(({ username }) => username);
    expect(await find('张')).toEqual(['zhangwei']);
    expect(await find('伟')).toEqual(['zhangwei']);
    expect(await find('Zhang Wei')).toEqual(['zhangwei']);
    expect(await find('zw')).toEqual(['zhangwei']);
    expect(await find('zeng')).toEqual(['zengqian']);
    expect(await find('xiu')).toEqual(['ouyang.xiu']);
    expect(await find('ouyang.x')).toEqual(['ouyang.xiu']);
    expect(await find('教育局')).toEqual(
      expect.arrayContaining(['zhangwei', 'zengqian', 'ouyang.xiu', 'mover']),
    );
    expect(await find('1000000007')).toHaveLength(3);
    expect(await find('%')).toEqual([]);
    const first = await sso.services.peopleSearch.page({ unitId: 'edu', limit: 2 });
    const second = await sso.services.peopleSearch.page({
      unitId: 'edu',
      limit: 2,
      after: first[1]?.username_folded,
    });
    expect([...first, ...second].map(({ username }) => username)).toEqual([
      'mover',
      'ouyang.xiu',
      'zengqian',
      'zhangwei',
    ]);
    // A changed name is found by the new one only.
    await sso.person('zhangwei', { name: { 'zh-CN': '李雷', 'en-US': 'Li Lei' }, unitId: 'edu' });
    await sso.settlePeople();
    expect(await find('张')).toEqual([]);
    expect(await find('lilei')).toEqual(['zhangwei']);
  });
});
