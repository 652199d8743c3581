import { testDatabases } from '@yimen/database/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type LogoutReceiver, startLogoutReceiver } from './logout-receiver.ts';
import {
  authorizationUrl,
  exchangeCode,
  type RelyingPartyKit,
  type Sso,
  signIn,
  startSso,
} from './sso-fixture.ts';

const alive = 48;

// sso-peers.md row 5: nobody waits for the dead.
describe.each(testDatabases())('sign-out with two dead systems of fifty on $name', (database) => {
  let sso: Sso;
  let receiver: LogoutReceiver;
  const parties: RelyingPartyKit[] = [];
  /** What happened, in its order. */
  const events: string[] = [];
  const hanging: (() => void)[] = [];

  beforeAll(async () => {
    receiver = await startLogoutReceiver();
    sso = await startSso({ databaseUrl: await database.url() });
    await sso.organise();
    await sso.person('wangfang');
    await sso.person('lina');
    for (let index = 0; index < alive + 2; index++) {
      const id = index < alive ? `system-${index}` : `dead-${index}`;
      parties.push(await sso.relyingParty(id, { backchannelLogoutUri: `${receiver.url}/${id}` }));
      receiver.answer.set(`/${id}`, (response) => {
        const finish = () => {
          events.push(id);
          response.writeHead(204).end();
        };
        if (index < alive) finish();
        else hanging.push(finish);
      });
    }
  }, 60_000);
  afterAll(async () => {
    for (const release of hanging) release();
    await sso.close();
    await receiver.close();
  });

  async function openAll(username: string) {
    const browser = sso.browser();
    const [first] = parties;
    if (!first) throw new Error('no system');
    const tokens = await signIn(browser, first, { username });
    for (const party of parties.slice(1)) {
      const request = await authorizationUrl(party);
      await exchangeCode(party, request, (await browser.open(request.url)).url);
    }
    return { browser, out: `${sso.url}/session/end?id_token_hint=${tokens.id_token}` };
  }
  const until = async (isSo: () => boolean) => {
    while (!isSo()) await new Promise((resolve) => setImmediate(resolve));
  };

  it('answers, and tells the living, while the dead still hang; and so does the next one', async () => {
    const first = await openAll('wangfang');
    const second = await openAll('lina');
    const page = await first.browser.open(first.out);
    events.push('page');
    expect(page.body).toContain('已退出登录');
    await until(() => events.filter((event) => event.startsWith('system-')).length === alive);
    await until(() => hanging.length === 2);
    expect(events).toHaveLength(alive + 1);

    // The dead of the first sign-out are still being waited for: the second is told at once all the same.
    await second.browser.open(second.out);
    await until(() => events.filter((event) => event.startsWith('system-')).length === 2 * alive);
    await until(() => hanging.length === 4);
    expect(events.some((event) => event.startsWith('dead'))).toBe(false);
    for (const release of hanging.splice(0)) release();
    await sso.settleLogout();
    const receipts = await sso.db.query
      .selectFrom('logout_delivery')
      .select(['client_id', 'state'])
      .execute();
    const living = receipts.filter(({ client_id }) => client_id.startsWith('system-'));
    expect(living.filter(({ state }) => state === 'delivered')).toHaveLength(2 * alive);
    expect(receipts).toHaveLength(2 * (alive + 2));
  }, 60_000);

  it('tells the living at once also when the dead have hundreds of rows waiting', async () => {
    for (let index = 0; index < 6; index++) {
      const id = `gone-${index}`;
      await sso.relyingParty(id, { backchannelLogoutUri: `${receiver.url}/${id}` });
      receiver.answer.set(`/${id}`, (response) => hanging.push(() => response.writeHead(204).end()));
    }
    const third = await openAll('wangfang');
    const row = await sso.db.query
      .selectFrom('logout_delivery')
      .selectAll()
      .limit(1)
      .executeTakeFirstOrThrow();
    const rows = Array.from({ length: 300 }, (_, index) => ({
      ...row,
      id: `waiting-${index}`,
      client_id: `gone-${index % 6}`,
      uri: `${receiver.url}/gone-${index % 6}`,
      state: 'pending' as const,
      attempts: 0,
      next_attempt_at: 1,
      leased_until_at: null,
    }));
    await sso.db.query.insertInto('logout_delivery').values(rows).execute();
    events.length = 0;
    await third.browser.open(third.out);
    await until(() => events.filter((event) => event.startsWith('system-')).length === alive);
    expect(events).toHaveLength(alive);
  }, 60_000);
});
