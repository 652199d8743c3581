import { testDatabases } from '@yimen/database/testing';
import { decodeJwt } from 'jose';
import * as client from 'openid-client';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type LogoutReceiver, startLogoutReceiver } from './logout-receiver.ts';
import { authorizationUrl, type RelyingPartyKit, type Sso, signIn, startSso } from './sso-fixture.ts';

const todo = 'urn:yimen:service:todo';
const exchangeType = 'urn:ietf:params:oauth:grant-type:token-exchange';
const name = { 'zh-CN': '预算', 'en-US': 'Budget' };

// sso-peers.md row 6: out is out, everywhere, at once, and every system has been told.
describe.each(testDatabases())('throwing a person out on $name', (database) => {
  let sso: Sso;
  let receiver: LogoutReceiver;
  let portal: RelyingPartyKit;
  let budget: RelyingPartyKit;
  let admin: string;
  let username: string;
  let count = 0;

  beforeAll(async () => {
    receiver = await startLogoutReceiver();
    sso = await startSso({ databaseUrl: await database.url() });
    await sso.organise();
    await sso.resource('todo', ['todo:read']);
    portal = await sso.relyingParty('portal', {
      backchannelLogoutUri: `${receiver.url}/portal`,
      resources: { [todo]: ['todo:read'] },
    });
    budget = await sso.relyingParty('budget', { backchannelLogoutUri: `${receiver.url}/budget` });
    admin = await sso.administrator('system-administrator');
  });
  beforeEach(async () => {
    username = `person-${++count}`;
    await sso.person(username, { roles: ['staff', 'payment-reviewer'] });
    await sso.settleLogout();
    receiver.received.length = 0;
  });
  afterAll(async () => {
    await sso.close();
    await receiver.close();
  });

  /** Everything that she holds: two systems, an own token, one for a service. */
  async function signInEverywhere() {
    const browser = sso.browser();
    const tokens = await signIn(browser, portal, { username });
    const other = await signIn(browser, budget, { username });
    const { access_token: signed } = await client.genericGrantRequest(portal.configuration, exchangeType, {
      subject_token: tokens.access_token,
      subject_token_type: 'urn:ietf:params:oauth:token-type:access_token',
      audience: todo,
    });
    return { browser, tokens, other, signed };
  }
  type Held = Awaited<ReturnType<typeof signInEverywhere>>;

  const isRefused = async (request: Promise<unknown>) => {
    try {
      await request;
      return false;
    } catch {
      return true;
    }
  };
  const introspects = async (party: RelyingPartyKit, token: string) =>
    (await client.tokenIntrospection(party.configuration, token)).active;

  async function stateOf({ browser, tokens, other, signed }: Held) {
    return {
      session: (await browser.open((await authorizationUrl(portal, { prompt: 'none' })).url)).url.includes(
        'code=',
      ),
      portalToken: await introspects(portal, tokens.access_token),
      signedToken: await introspects(portal, signed),
      userinfo: !(await isRefused(
        client.fetchUserInfo(portal.configuration, tokens.access_token, `p-${username}`),
      )),
      budgetToken: await introspects(budget, other.access_token),
      refresh: !(await isRefused(
        client.refreshTokenGrant(portal.configuration, String(tokens.refresh_token)),
      )),
      budgetRefresh: !(await isRefused(
        client.refreshTokenGrant(budget.configuration, String(other.refresh_token)),
      )),
    };
  }
  const everything = (value: boolean) => ({
    session: value,
    portalToken: value,
    signedToken: value,
    userinfo: value,
    budgetToken: value,
    refresh: value,
    budgetRefresh: value,
  });
  const toldSystems = () =>
    receiver.received
      .filter(({ token }) => decodeJwt(token).sub === `p-${username}`)
      .map(({ path }) => path)
      .sort();
  const remove = (path: string) => sso.administer('DELETE', path, { bearer: admin });

  const ways: [string, () => Promise<unknown>][] = [
    [
      'disabling the account',
      () => sso.person(username, { roles: ['staff', 'payment-reviewer'], isActive: false }),
    ],
    [
      'another password',
      () => sso.person(username, { roles: ['staff', 'payment-reviewer'], password: 'Another-horse-77' }),
    ],
    ['taking a role away', () => sso.person(username, { roles: ['staff'] })],
    ['ending all her sessions', () => remove(`people/p-${username}/sessions`)],
    [
      'ending her one session',
      async () => {
        const answer = await sso.administer('GET', `sessions?username=${username}`, { bearer: admin });
        const { sessions } = (await answer.json()) as { sessions: { uid: string }[] };
        expect(sessions).toHaveLength(1);
        expect((await remove(`sessions/${sessions[0]?.uid}`)).status).toBe(200);
      },
    ],
  ];

  it.each(ways)('by %s', async (_way, act) => {
    const held = await signInEverywhere();
    const before = await stateOf(held);
    expect(before).toEqual(everything(true));
    const again = await signInEverywhere();
    // Of the first session its refresh token has just been used: what counts is that nothing works any more.
    if (_way === 'ending her one session') await remove(`people/p-${username}/sessions`);
    const last = _way === 'ending her one session' ? await signInEverywhere() : again;
    await sso.settleLogout();
    receiver.received.length = 0;
    const started = performance.now();
    await act();
    await sso.settleLogout();
    const elapsed = performance.now() - started;
    expect(await stateOf(last)).toEqual(everything(false));
    expect(new Set(toldSystems())).toEqual(new Set(['/budget', '/portal']));
    expect(elapsed).toBeLessThan(5_000);
  });

  it('out of one system only, by narrowing who may use it', async () => {
    const held = await signInEverywhere();
    const put = (change: object) =>
      sso.put('relying-parties/budget', {
        name,
        redirectUris: [budget.redirectUri],
        clientSecret: budget.secret,
        backchannelLogoutUri: `${receiver.url}/budget`,
        ...change,
      });
    // She still may: nothing happens to her.
    expect((await put({ whoMayUse: { roles: ['payment-reviewer'] } })).status).toBe(200);
    await sso.settleLogout();
    expect(toldSystems()).toEqual([]);
    expect((await put({ whoMayUse: { roles: ['administrator'] } })).status).toBe(200);
    await sso.settleLogout();
    expect(toldSystems()).toEqual(['/budget']);
    expect(await stateOf(held)).toEqual({ ...everything(true), budgetToken: false, budgetRefresh: false });
    const visit = await held.browser.open((await authorizationUrl(budget)).url);
    expect(visit.body).toContain('access_denied');

    expect((await put({ whoMayUse: '*' })).status).toBe(200);
    const back = await signIn(held.browser, budget);
    receiver.received.length = 0;
    expect((await put({ whoMayUse: '*', isActive: false })).status).toBe(200);
    await sso.settleLogout();
    expect(toldSystems()).toEqual(['/budget']);
    expect((await put({ whoMayUse: '*' })).status).toBe(200);
    expect(await introspects(budget, back.access_token)).toBe(false);
    const audited = await sso.db.query
      .selectFrom('audit_event')
      .select(['client_id', 'detail_json'])
      .where('sub', '=', `p-${username}`)
      .where('event', '=', 'session-ended')
      .execute();
    expect(audited.map(({ client_id, detail_json }) => [client_id, detail_json?.reason])).toEqual([
      ['budget', 'right-withdrawn'],
      ['budget', 'right-withdrawn'],
    ]);
  });
});
