import { createHash } from 'node:crypto';
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
} from '../test/sso-fixture.ts';

type Mistake = { line: number | null; column: string | null; code: string; reason: Record<string, string> };
type Batch = {
  id: string;
  state: string;
  encoding: string;
  rows: number;
  mistakeCount: number;
  counts: { created: number; changed: number; unchanged: number; withRoles: number };
  pendingChange?: { id: string };
  mistakes: Mistake[];
  failure: string | null;
};

// 王芳 and 国库支付中心 in GB18030, as Excel on a Chinese Windows writes them.
const gb18030 = (text: string): Buffer =>
  Buffer.concat(
    [...text].map((sign) => {
      const bytes: Record<string, number[]> = {
        用: [0xd3, 0xc3],
        户: [0xbb, 0xa7],
        名: [0xc3, 0xfb],
        姓: [0xd0, 0xd5],
        王: [0xcd, 0xf5],
        芳: [0xb7, 0xbc],
      };
      return Buffer.from(bytes[sign] ?? [sign.charCodeAt(0)]);
    }),
  );

describe.each(testDatabases())('imports on $name', (database) => {
  let sso: Sso;
  let portal: RelyingPartyKit;
  let system: string;
  let security: string;
  let now = startOfDay('2027-03-01', 'Asia/Shanghai');

  beforeAll(async () => {
    sso = await startSso({ databaseUrl: await database.url(), clock: () => now });
    await sso.organise();
    portal = await sso.relyingParty('portal');
    system = await sso.administrator('system-administrator');
    security = await sso.administrator('security-administrator');
  });
  afterAll(() => sso.close());

  const request = async (method: string, path: string, body?: Buffer | string, bearer = system) => {
    const answer = await fetch(`${sso.url}/api/admin/${path}`, {
      method,
      headers: {
        authorization: `Bearer ${bearer}`,
        'content-type': body === '{}' ? 'application/json' : 'text/csv',
      },
      ...(body !== undefined && { body: typeof body === 'string' ? body : new Uint8Array(body) }),
    });
    return { status: answer.status, body: (await answer.json()) as Batch };
  };
  const check = async (text: Buffer | string, kind = 'people') =>
    (await request('POST', `imports?kind=${kind}`, text)).body;
  const commit = async (batch: Batch) => {
    const answer = await request('POST', `imports/${batch.id}/commit`, '{}');
    expect(answer.status).toBe(202);
    const { pendingChange } = answer.body;
    // Other roles than before take a second administrator, and nothing else does.
    expect([batch.id, pendingChange !== undefined]).toEqual([
      batch.id,
      batch.counts.withRoles > 0 && answer.body.state !== 'committed',
    ]);
    if (pendingChange) {
      expect((await request('GET', `imports/${batch.id}`)).body.state).toBe('checked');
      const approve = `pending-changes/${pendingChange.id}/approve`;
      expect((await request('POST', approve, '{}', security)).status).toBe(200);
    }
    await sso.settlePeople();
    return (await request('GET', `imports/${batch.id}`)).body;
  };
  const load = async (text: string, kind = 'people') => {
    const batch = await check(text, kind);
    expect(batch.mistakes).toEqual([]);
    return commit(batch);
  };
  const person = (sub: string) => sso.services.people.find(sub);

  it('imports people, and the same file again changes nothing', async () => {
    const file = [
      '人员编号,用户名,姓名,英文姓名,单位,岗位,角色,手机,邮箱,状态',
      'i-1,liming,李明,Li Ming,国库支付中心,支付审核岗,staff;payment-reviewer,10000000101,liming@shifan.example,启用',
      'i-2,"han,mei",韩梅,,edu,,staff,,,停用',
    ].join('\r\n');
    const batch = await check(file);
    expect(batch).toMatchObject({
      state: 'checked',
      encoding: 'utf-8',
      rows: 2,
      counts: { created: 2, changed: 0, unchanged: 0, withRoles: 2 },
    });
    expect(await person('i-1')).toBeUndefined();
    expect((await commit(batch)).state).toBe('committed');
    expect(await person('i-1')).toMatchObject({
      username: 'liming',
      name_json: { 'zh-CN': '李明', 'en-US': 'Li Ming' },
      unit_id: 'payment-centre',
      post_id: 'reviewer',
      roles_json: ['staff', 'payment-reviewer'],
    });
    expect(await person('i-2')).toMatchObject({ username: 'han,mei', post_id: null, is_active: false });
    const before = (await person('i-1'))?.updated_at;
    now += 1000;
    expect((await commit(batch)).state).toBe('committed');
    const again = await check(file);
    expect(again.counts).toEqual({ created: 0, changed: 0, unchanged: 2, withRoles: 0 });
    await commit(again);
    expect((await person('i-1'))?.updated_at).toBe(before);
    expect(
      (await sso.services.peopleSearch.page({ text: 'liming', limit: 5 })).map(({ sub }) => sub),
    ).toEqual(['i-1']);
    expect(await sso.db.query.selectFrom('import_row').selectAll().execute()).toEqual([]);
  });

  it('changes what the file has and nothing else, and ends the sessions of who loses rights', async () => {
    await sso.person('imported', { roles: ['staff', 'payment-reviewer'], room: '301 室' });
    const browser = sso.browser();
    await signIn(browser, portal, { username: 'imported' });
    await load('用户名,房间\nimported,302 室\n');
    expect(await person('p-imported')).toMatchObject({
      room: '302 室',
      roles_json: ['staff', 'payment-reviewer'],
    });
    expect((await browser.open((await authorizationUrl(portal)).url)).url).toContain('code=');
    await load('用户名,角色\nimported,staff\n');
    expect((await browser.open((await authorizationUrl(portal)).url)).body).toContain('id="password"');
    const trail = await sso.db.query
      .selectFrom('audit_event')
      .selectAll()
      .where('event', '=', 'people-imported')
      .orderBy('sequence')
      .execute();
    expect(JSON.stringify(trail.at(-1)?.detail_json)).toContain(
      '"before":{"roles":["staff","payment-reviewer"]}',
    );
  });

  it('takes two persons to change an administrator, and cannot make or unmake one', async () => {
    const held = (await person('p-system-administrator'))?.roles_json;
    const file = '用户名,房间,角色\nsystem-administrator,500 室,staff\n';
    const batch = await check(file);
    expect(batch).toMatchObject({ state: 'checked', counts: { changed: 1, withRoles: 1 } });
    await commit(batch);
    expect(await person('p-system-administrator')).toMatchObject({ room: '500 室' });
    expect((await person('p-system-administrator'))?.roles_json.toSorted()).toEqual(held?.toSorted());
  });

  it('names every mistake with line, column and reason in both languages, and changes nothing', async () => {
    const batch = await check(
      [
        '人员编号,用户名,姓名,单位,角色,邮箱,离职日期',
        'm-1,has space,甲,,,,',
        'm-2,m2,,nowhere,,not-mail,2027-02-30',
        'm-3,m3,丙,,nothing,,',
        'm-3,m4,丁,,,,',
        'm-5,M3,戊,,,,',
        'm-6,imported,己,,,,',
        'm-7,m7,庚',
        'm-8,m8,辛,,security-administrator,,',
        '坏 编号,m9,壬,,,,',
        'm-10,m10,,,,,',
        'm-11,m11,好,,,,',
      ].join('\n'),
    );
    expect(batch).toMatchObject({ state: 'rejected', rows: 11, mistakeCount: 13 });
    expect(batch.mistakes.map(({ line, column, code }) => [line, column, code])).toEqual(
      expect.arrayContaining([
        [2, '用户名', 'invalid-cell'],
        [3, '姓名', 'invalid-cell'],
        [3, '单位', 'invalid-cell'],
        [3, '邮箱', 'invalid-cell'],
        [3, '离职日期', 'invalid-cell'],
        [4, '角色', 'invalid-cell'],
        [5, '人员编号', 'double-row'],
        [6, '用户名', 'double-row'],
        [7, '用户名', 'username-taken'],
        [8, null, 'cell-count'],
        [9, '角色', 'invalid-cell'],
        [10, '人员编号', 'invalid-cell'],
        [11, '姓名', 'invalid-cell'],
      ]),
    );
    for (const { reason } of batch.mistakes) {
      expect(reason['zh-CN']).toMatch(/[\u4e00-\u9fff]/);
      expect(reason['en-US']).toMatch(/[a-z]/);
    }
    expect((await request('POST', `imports/${batch.id}/commit`, '{}')).status).toBe(409);
    expect(await person('m-11')).toBeUndefined();
    const duplicates = await check('人员编号,用户名,姓名\nd-1,d1,甲\nd-1,d2,乙\nd-3,D1,丙\n');
    expect(duplicates.mistakes.map(({ line, column, code }) => [line, column, code])).toEqual([
      [3, '人员编号', 'double-row'],
      [4, '用户名', 'double-row'],
    ]);
  });

  it('reads UTF-8 with a byte order mark, GB18030 and UTF-16, and refuses what is no text', async () => {
    const text = '用户名,姓名\nencoded,王芳\n';
    for (const [encoding, bytes] of [
      ['utf-8', Buffer.from(`\ufeff${text}`)],
      ['gb18030', gb18030(text)],
      ['utf-16le', Buffer.from(`\ufeff${text}`, 'utf16le')],
    ] as const) {
      const batch = await check(bytes);
      expect(batch).toMatchObject({ encoding, mistakes: [], counts: { created: 1 } });
      const [row] = await sso.db.query
        .selectFrom('import_row')
        .selectAll()
        .where('import_id', '=', batch.id)
        .execute();
      expect(row?.row_json).toMatchObject({ name: '王芳' });
    }
    const spreadsheet = await check(Buffer.from([0x50, 0x4b, 3, 4, 0, 0, 0, 255]));
    expect(spreadsheet.mistakes).toMatchObject([{ line: null, code: 'encoding' }]);
  });

  it('says what is wrong with the header and with quotes', async () => {
    const header = await check('用户名,姓名,工资,姓名\na,b,c,d\n');
    expect(header.mistakes.map(({ line, column, code }) => [line, column, code])).toEqual([
      [1, '工资', 'unknown-column'],
      [1, '姓名', 'double-column'],
    ]);
    const quotes = await check('用户名,姓名\nq1,"甲"x\nq2,乙\n');
    expect(quotes.mistakes).toMatchObject([{ line: 2, code: 'broken-record' }]);
    expect((await check('')).mistakes).toMatchObject([{ code: 'empty' }]);
    expect((await check('用户名,姓名\n')).mistakes).toMatchObject([{ code: 'empty' }]);
    expect((await request('POST', 'imports?kind=money', 'x')).status).toBe(400);
  });

  it('imports units whose parents stand below them, and posts', async () => {
    await load('单位编号,名称,上级单位编号,代码\nchild,预算科,parent,0101\nparent,市水务局,,0100\n', 'units');
    await load('岗位编号,名称,英文名称\nclerk,经办岗,Clerk\n', 'posts');
    const { units, posts } = await sso.services.organisation.structure();
    expect(units.get('child')).toMatchObject({ parent_id: 'parent', code: '0101' });
    expect(posts.get('clerk')?.name_json).toEqual({ 'zh-CN': '经办岗', 'en-US': 'Clerk' });
    const circle = await check('单位编号,上级单位编号\nparent,child\n', 'units');
    expect(circle.mistakes).toMatchObject([{ line: 2, code: 'circle' }]);
    const nowhere = await check('单位编号,名称,上级单位编号\nx,某,nowhere\n', 'units');
    expect(nowhere.mistakes).toMatchObject([{ line: 2, code: 'unknown-parent' }]);
    // By code, and a name that two units share.
    await load('用户名,姓名,单位\nbycode,某,0101\n');
    await load('单位编号,名称,上级单位编号\nother,预算科,edu\n', 'units');
    expect((await check('用户名,姓名,单位\nbyname,某,预算科\n')).mistakes[0]?.reason['zh-CN']).toContain(
      '有多个',
    );
  });

  it('wraps hashes of an older system, keeps them sealed until then, and lets the people in with their old passwords', async () => {
    const digest = createHash('sha256').update(`salt${password}`).digest('hex');
    const batch = await check(`用户名,姓名,密码散列\nolduser,旧人,sha256$salt$${digest}\n`);
    const staged = await sso.db.query
      .selectFrom('import_row')
      .selectAll()
      .where('import_id', '=', batch.id)
      .execute();
    expect(JSON.stringify(staged)).not.toContain(digest);
    await commit(batch);
    const sub = (await sso.services.people.findByUsername('olduser'))?.sub ?? '';
    expect(await sso.services.credentials.hashOf(sub)).toMatch(/^\$legacy\$sha256\$.*\$argon2id\$/);
    expect((await signIn(sso.browser(), portal, { username: 'olduser' })).access_token).toBeDefined();
    expect(await sso.services.credentials.hashOf(sub)).toMatch(/^\$argon2id\$/);
  });

  it('plans starting and leaving dates, once', async () => {
    const file = '用户名,姓名,入职日期,离职日期\nnewcomer,新人,2027-03-10,2027-06-01\n';
    await load(file);
    await load(file);
    const sub = (await sso.services.people.findByUsername('newcomer'))?.sub ?? '';
    expect((await person(sub))?.is_active).toBe(false);
    expect((await sso.services.schedule.of(sub)).map(({ kind, day }) => [kind, day])).toEqual([
      ['leave', '2027-06-01'],
      ['start', '2027-03-10'],
    ]);
    now = startOfDay('2027-03-10', 'Asia/Shanghai');
    await sso.settlePeople();
    expect((await person(sub))?.is_active).toBe(true);
    await load(file);
    expect((await person(sub))?.is_active).toBe(true);
    await load('用户名,离职日期\nnewcomer,\n');
    expect((await sso.services.schedule.of(sub)).map(({ kind, state }) => [kind, state])).toEqual([
      ['leave', 'cancelled'],
      ['start', 'done'],
    ]);
  });

  it('applies nothing when the directory has changed so that a row no longer fits', async () => {
    const batch = await check('人员编号,用户名,姓名\nn-1,first,甲\nn-2,taken-later,乙\n');
    await sso.person('taken-later');
    const settled = await commit(batch);
    expect(settled).toMatchObject({ state: 'failed', failure: 'conflict' });
    expect(await person('n-1')).toBeUndefined();
  });

  it('is for system administrators only', async () => {
    expect((await request('POST', 'imports?kind=people', '用户名,姓名\na,b\n', security)).status).toBe(403);
  });
});
