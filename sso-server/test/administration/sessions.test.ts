import { testDatabases } from '@yimen/database/testing';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type LogoutReceiver, startLogoutReceiver } from '../logout-receiver.ts';
import { type RelyingPartyKit, type Sso, signIn, startSso } from '../sso-fixture.ts';

type Session = {
  uid: string;
  sub: string;
  username: string;
  systems: { clientId: string }[];
  device: unknown;
};
type Receipt = {
  id: string;
  clientId: string;
  state: string;
  attempts: number;
  canRetry: boolean;
  uri: string;
};

describe.each(testDatabases())('administration of sessions and receipts on $name', (database) => {
  let sso: Sso;
  let receiver: LogoutReceiver;
  let portal: RelyingPartyKit;
  let budget: RelyingPartyKit;
  let admin: string;
  let now = Date.now();

  beforeAll(async () => {
    receiver = await startLogoutReceiver();
    sso = await startSso({ databaseUrl: await database.url(), clock: () => now });
    await sso.organise();
    portal = await sso.relyingParty('portal', { backchannelLogoutUri: `${receiver.url}/portal` });
    budget = await sso.relyingParty('budget', {
      backchannelLogoutUri: `${receiver.url}/budget`,
      frontchannelLogoutUri: 'http://127.0.0.1:9/out?x=1',
      frontchannelLogoutSessionRequired: true,
    });
    admin = await sso.administrator('system-administrator');
  });
  beforeEach(() => {
    now = Date.now();
    receiver.answer.clear();
  });
  afterAll(async () => {
    await sso.close();
    await receiver.close();
  });

  async function ask<T>(path: string, method = 'GET'): Promise<T & { status: number }> {
    const answer = await sso.administer(method, path, { bearer: admin });
    return { ...((await answer.json()) as T), status: answer.status };
  }
  const list = (query: string) => ask<{ sessions: Session[]; cursor: string | null }>(`sessions?${query}`);
  const receiptsOf = (query: string) =>
    ask<{ receipts: Receipt[]; cursor: string | null }>(`sign-out-receipts?${query}`);

  it('lists who is signed in, by person, system and address, a page at a time', async () => {
    await sso.person('chenwei');
    await sso.person('lina');
    for (let index = 0; index < 5; index++) await signIn(sso.browser(), portal, { username: 'chenwei' });
    const linas = sso.browser({
      'user-agent': 'Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0',
    });
    await signIn(linas, portal, { username: 'lina' });
    await signIn(linas, budget);

    const all = await list('username=ChenWei');
    expect(all.sessions).toHaveLength(5);
    expect(all.cursor).toBeNull();
    const seen: string[] = [];
    let cursor: string | null = '';
    for (let pages = 0; cursor !== null && pages < 10; pages++) {
      const page: Awaited<ReturnType<typeof list>> = await list(
        `sub=p-chenwei&limit=2${cursor ? `&cursor=${cursor}` : ''}`,
      );
      seen.push(...page.sessions.map(({ uid }) => uid));
      cursor = page.cursor;
    }
    expect(seen).toEqual(all.sessions.map(({ uid }) => uid));
    const { sessions: byClient } = await list('clientId=budget');
    expect(byClient).toMatchObject([
      {
        sub: 'p-lina',
        username: 'lina',
        ip: '127.0.0.1',
        amr: ['pwd'],
        device: { kind: 'desktop', browser: { 'zh-CN': 'Firefox 128' }, system: { 'en-US': 'Linux' } },
        systems: [{ clientId: 'portal' }, { clientId: 'budget' }].sort((a, b) =>
          a.clientId.localeCompare(b.clientId),
        ),
      },
    ]);
    expect((await list('ip=127.0.0.1')).sessions.length).toBeGreaterThanOrEqual(6);
    expect((await list('ip=10.1.1.1')).sessions).toEqual([]);
    expect((await list('username=nobody')).sessions).toEqual([]);
    expect(await list('cursor=nonsense')).toMatchObject({ status: 400 });
    expect(await list('limit=1000')).toMatchObject({ status: 400 });
    expect(await list('surprise=1')).toMatchObject({ status: 400 });
    const one = await ask<Session>(`sessions/${byClient[0]?.uid}`);
    expect(one).toMatchObject({ status: 200, sub: 'p-lina' });
    expect(await ask('sessions/nothing')).toMatchObject({ status: 404 });
  });

  it('ends one, ends all, and says what there is no more of', async () => {
    await sso.person('zhaomin');
    for (let index = 0; index < 3; index++) await signIn(sso.browser(), portal, { username: 'zhaomin' });
    const { sessions } = await list('sub=p-zhaomin');
    const path = `sessions/${sessions[0]?.uid}`;
    expect(await ask(path, 'DELETE')).toEqual({ status: 200, ended: 1 });
    expect(await ask(path, 'DELETE')).toMatchObject({ status: 404 });
    expect((await list('sub=p-zhaomin')).sessions).toHaveLength(2);
    expect(await ask('people/p-zhaomin/sessions', 'DELETE')).toEqual({ status: 200, ended: 2 });
    expect(await ask('people/p-zhaomin/sessions', 'DELETE')).toEqual({ status: 200, ended: 0 });
    expect(await ask('people/p-nobody/sessions', 'DELETE')).toMatchObject({ status: 404 });
    const acts = await sso.db.query
      .selectFrom('audit_event')
      .select(['event', 'detail_json'])
      .where('event', 'in', ['administration', 'session-ended'])
      .execute();
    const ended = acts.filter(({ detail_json }) => detail_json?.reason === 'ended-by-administrator');
    expect(ended).toHaveLength(3);
    expect(acts.some(({ detail_json }) => detail_json?.operation === 'people.end-sessions')).toBe(true);
  });

  it('keeps a receipt per system, and tells a system again on demand', async () => {
    await sso.person('wangfang');
    receiver.answer.set('/budget', 400);
    receiver.answer.set('/portal', 503);
    const browser = sso.browser();
    await signIn(browser, portal, { username: 'wangfang' });
    await signIn(browser, budget);
    const { sessions } = await list('sub=p-wangfang');
    const uid = String(sessions[0]?.uid);
    await ask(`sessions/${uid}`, 'DELETE');
    await sso.settleLogout();
    const { receipts } = await ask<{ receipts: Receipt[] }>(`sessions/${uid}/receipts`);
    const short = receipts
      .map(({ clientId, state, attempts }) => [clientId, state, attempts].join(' '))
      .sort();
    expect(short).toEqual(['budget refused 1', 'budget unreached 0', 'portal pending 1']);
    // No `sid` in what administrators see.
    expect(JSON.stringify(receipts)).not.toContain('sid=');

    expect((await receiptsOf('sub=p-wangfang&state=refused')).receipts).toHaveLength(1);
    expect((await receiptsOf('sub=p-wangfang&channel=front')).receipts).toHaveLength(1);
    expect((await receiptsOf('sub=p-wangfang&clientId=portal')).receipts).toHaveLength(1);
    expect((await receiptsOf(`sub=p-wangfang&since=${now + 60_000}`)).receipts).toEqual([]);
    const first = await receiptsOf('sub=p-wangfang&limit=2');
    const second = await receiptsOf(`sub=p-wangfang&limit=2&cursor=${first.cursor}`);
    expect(new Set([...first.receipts, ...second.receipts].map(({ id }) => id)).size).toBe(3);
    expect(await receiptsOf('state=lost')).toMatchObject({ status: 400 });

    receiver.answer.clear();
    for (const receipt of receipts.filter(({ canRetry }) => canRetry)) {
      expect(await ask(`sign-out-receipts/${receipt.id}/retry`, 'POST')).toMatchObject({ status: 202 });
    }
    await sso.settleLogout();
    const after = await ask<{ receipts: Receipt[] }>(`sessions/${uid}/receipts`);
    expect(after.receipts.map(({ state }) => state).sort()).toEqual(['delivered', 'delivered', 'unreached']);
    for (const receipt of after.receipts) {
      expect(await ask(`sign-out-receipts/${receipt.id}/retry`, 'POST')).toMatchObject({ status: 409 });
    }
    expect(await ask('sign-out-receipts/nothing/retry', 'POST')).toMatchObject({ status: 404 });
  });
});
