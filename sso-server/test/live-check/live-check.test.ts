import { testDatabases } from '@yimen/database/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Sso, startSso } from '../sso-fixture.ts';
import { type Fault, startTrialParty, type TrialParty } from './broken-party.ts';
import { startOwnParty } from './own-party.ts';

type Step = {
  id: string;
  state: string;
  code: string | null;
  found: { 'zh-CN': string };
  advice: { 'zh-CN': string } | null;
};
type Check = { state: string; steps: Step[] };

describe.each(testDatabases())('live check of a relying party on $name', (database) => {
  let sso: Sso;
  let bearer: string;
  let trial: TrialParty;

  beforeAll(async () => {
    sso = await startSso({ databaseUrl: await database.url() });
    await sso.organise();
    await sso.resource('ledger', ['ledger:read']);
    bearer = await sso.administrator('system-administrator');
    const { secret } = await sso.relyingParty('trial');
    trial = await startTrialParty({ issuer: sso.url, clientId: 'trial', secret });
    await register({ clientSecret: secret });
  }, 60_000);
  afterAll(async () => {
    await trial?.close();
    await sso?.close();
  });

  let secretOfTrial = '';
  async function register(changes: Record<string, unknown> = {}): Promise<void> {
    secretOfTrial = (changes.clientSecret as string) ?? secretOfTrial;
    await sso.relyingParty('trial', {
      url: `${trial.url}/`,
      redirectUris: [`${trial.url}/callback`],
      backchannelLogoutUri: `${trial.url}/back-channel-logout`,
      grantTypes: ['authorization_code'],
      clientSecret: secretOfTrial,
      ...changes,
    });
  }

  async function check(clientId = 'trial', body: Record<string, unknown> = {}): Promise<Check> {
    const path = `relying-parties/${clientId}/live-checks`;
    const answer = await sso.administer('POST', path, { bearer, body });
    expect(answer.status).toBe(202);
    const { id } = (await answer.json()) as { id: string };
    await sso.services.liveChecks.settle();
    return (await (await sso.administer('GET', `${path}/${id}`, { bearer })).json()) as Check;
  }
  const statesOf = ({ steps }: Check) => Object.fromEntries(steps.map(({ id, state }) => [id, state]));
  const codeOf = ({ steps }: Check, id: string) => steps.find((step) => step.id === id)?.code;

  it('is green for a system made with packages/relying-party, refresh and sign-out included', async () => {
    const { secret } = await sso.relyingParty('own');
    const own = await startOwnParty({
      ...{ issuer: sso.url, clientId: 'own', secret },
      databaseUrl: await database.url(),
    });
    await sso.relyingParty('own', {
      clientSecret: secret,
      url: `${own.url}/`,
      redirectUris: [`${own.url}/auth/callback`],
      backchannelLogoutUri: `${own.url}/auth/back-channel-logout`,
      resources: { 'urn:yimen:service:ledger': ['ledger:read'] },
    });
    const result = await check('own');
    await own.close();
    expect(statesOf(result)).toEqual({
      discovery: 'passed',
      start: 'passed',
      'authorization-request': 'passed',
      pkce: 'passed',
      state: 'passed',
      nonce: 'passed',
      'sign-in': 'passed',
      'token-exchange': 'passed',
      'signed-in': 'passed',
      refresh: 'passed',
      'forged-state': 'passed',
      'forged-logout': 'passed',
      logout: 'passed',
      'logout-effect': 'passed',
      'front-channel': 'skipped',
    });
    expect(result.state).toBe('passed');
  }, 60_000);

  it('is green for a system made with openid-client', async () => {
    trial.breakWith(undefined);
    const result = await check();
    expect(result.steps.filter(({ state }) => state === 'failed' || state === 'warning')).toEqual([]);
    expect(codeOf(result, 'logout-effect')).toBe('logout-effect-good');
  }, 60_000);

  const faults: [Fault, step: string, code: string, chinese: RegExp][] = [
    ['no-redirect', 'start', 'start-no-redirect', /没有转到统一认证/],
    ['start-fails', 'start', 'start-error', /返回 500/],
    ['other-client', 'authorization-request', 'request-client', /somebody-else.*trial/],
    ['other-redirect-uri', 'authorization-request', 'request-redirect-uri', /callback\/，没有登记/],
    ['unknown-scope', 'authorization-request', 'request-scope', /payroll/],
    ['no-pkce', 'pkce', 'pkce-missing', /要求 PKCE/],
    ['no-state', 'state', 'state-missing', /没有 state/],
    ['no-nonce', 'nonce', 'nonce-missing', /没有 nonce/],
    ['wrong-secret', 'token-exchange', 'exchange-invalid-client', /invalid_client/],
    ['other-verifier', 'token-exchange', 'exchange-invalid-grant', /invalid_grant/],
    ['no-exchange', 'token-exchange', 'exchange-none', /没有到令牌端点/],
    ['callback-fails', 'signed-in', 'signed-in-callback', /回调返回 500/],
    ['keeps-no-session', 'signed-in', 'signed-in-again', /又要求登录/],
    ['trusts-any-state', 'forged-state', 'forged-state-accepted', /接受了伪造的 state/],
    ['looks-late-at-state', 'forged-state', 'forged-state-late', /之后才核对 state/],
    ['logout-missing', 'logout', 'logout-not-found', /返回 404/],
    ['logout-forbidden', 'logout', 'logout-forbidden', /返回 403/],
    ['logout-redirects', 'logout', 'logout-redirected', /返回 302 跳转/],
    ['logout-refuses', 'logout', 'logout-refused', /invalid_request/],
    ['logout-fails', 'logout', 'logout-error', /500/],
    ['logout-unverified', 'forged-logout', 'forged-logout-accepted', /伪造的退出通知返回 200/],
    ['logout-ignored', 'logout-effect', 'logout-effect-none', /会话仍然有效/],
  ];
  it.each(faults)(
    'names the fault %s',
    async (fault, step, code, chinese) => {
      trial.breakWith(fault);
      const result = await check();
      const found = result.steps.find(({ id }) => id === step);
      expect(found).toMatchObject({ code });
      expect(found?.found['zh-CN']).toMatch(chinese);
      expect(found?.advice?.['zh-CN']).toBeTruthy();
      expect(['failed', 'warning']).toContain(result.state);
      // Nothing is left over, and no text has a hole.
      expect(JSON.stringify(result)).not.toMatch(/\{\w+\}/);
    },
    60_000,
  );

  it('leaves no session and no receipt behind', async () => {
    const sessions = await sso.db.query
      .selectFrom('session')
      .select('uid')
      .where('uid', 'like', 'live-check.%')
      .execute();
    expect(sessions).toEqual([]);
    const receipts = await sso.db.query
      .selectFrom('logout_delivery')
      .select('client_id')
      .where('client_id', '=', 'trial')
      .execute();
    expect(receipts).toEqual([]);
    const tokens = await sso.db.query
      .selectFrom('oidc_model')
      .select('kind')
      .where('session_uid', 'like', 'live-check.%')
      .execute();
    expect(tokens).toEqual([]);
  });

  it('tells a system that is down, and addresses outside the allowed networks', async () => {
    trial.breakWith(undefined);
    await register({ url: 'http://127.0.0.1:9/' });
    expect(codeOf(await check(), 'start')).toBe('start-unreachable');
    await register({
      url: 'http://169.254.169.254/latest/meta-data',
      backchannelLogoutUri: 'http://8.8.8.8/logout',
    });
    const outside = await check();
    expect(codeOf(outside, 'start')).toBe('start-outside');
    expect(codeOf(outside, 'logout')).toBe('logout-outside');
    expect(outside.steps.find(({ id }) => id === 'start')?.found['zh-CN']).toContain('169.254.169.254');
  }, 60_000);

  it('does not follow a system into other networks', async () => {
    await register({ url: 'http://127.0.0.1:9/', backchannelLogoutUri: null });
    const answer = await sso.administer('POST', 'relying-parties/trial/live-checks', {
      bearer,
      body: { startUrl: 'http://10.1.2.3/anything' },
    });
    expect(answer.status).toBe(400);
    expect(((await answer.json()) as { errors: unknown[] }).errors).toMatchObject([
      { pointer: '/body/startUrl' },
    ]);
  });

  it('says so when whoever checks may not use the system, and when it has no back channel', async () => {
    trial.breakWith(undefined);
    await register({
      whoMayUse: { units: ['edu'] },
      backchannelLogoutUri: null,
      frontchannelLogoutUri: null,
    });
    const result = await check();
    expect(codeOf(result, 'sign-in')).toBe('sign-in-no-right');
    expect(codeOf(result, 'logout')).toBe('logout-none');
    expect(codeOf(result, 'token-exchange')).toBe('not-reached');
  }, 60_000);

  it('runs once at a time for a system, and three times for all of them', async () => {
    trial.breakWith(undefined);
    const path = (id: string) => `relying-parties/${id}/live-checks`;
    const begin = (id: string) => sso.administer('POST', path(id), { bearer, body: {} });
    await sso.services.liveChecks.settle();
    // A check that another process runs: only its row is known here.
    const other = async (id: string, created_at: number) => {
      const row = { id: `${id}-${created_at}`, client_id: id, start_url: null, created_at };
      const by = { requested_by: 'p-x', requested_username: 'x', steps_json: [], finished_at: null };
      await sso.db.query
        .insertInto('live_check')
        .values({ ...row, ...by })
        .execute();
    };
    await other('trial', Date.now() - 121_000);
    expect((await begin('trial')).status).toBe(202);
    const again = await begin('trial');
    expect(again.status).toBe(429);
    expect(again.headers.get('retry-after')).toBe('10');
    await sso.services.liveChecks.settle();
    for (const id of ['a', 'b', 'c']) await other(id, Date.now());
    expect((await begin('trial')).status).toBe(429);
    await sso.db.query.deleteFrom('live_check').where('client_id', 'in', ['a', 'b', 'c']).execute();
    expect((await begin('trial')).status).toBe(202);
    await sso.services.liveChecks.settle();
  }, 60_000);

  it('finds a front-channel address that cannot be framed', async () => {
    await register({ frontchannelLogoutUri: `${sso.url}/healthz` });
    const result = await check();
    expect(codeOf(result, 'front-channel')).toBe('front-blocked');
  }, 60_000);

  it('is for the system administrator, and for registered systems', async () => {
    const path = 'relying-parties/trial/live-checks';
    const auditor = await sso.administrator('audit-administrator');
    expect((await sso.administer('POST', path, { bearer: auditor, body: {} })).status).toBe(403);
    expect((await sso.administer('POST', path, { body: {} })).status).toBe(401);
    expect(
      (await sso.administer('POST', 'relying-parties/nobody/live-checks', { bearer, body: {} })).status,
    ).toBe(404);
    expect((await sso.administer('GET', `${path}/nothing`, { bearer })).status).toBe(404);
  });
});
