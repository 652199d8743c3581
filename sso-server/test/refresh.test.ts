import { testDatabases } from '@yimen/database/testing';
import * as client from 'openid-client';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type RelyingPartyKit, type Sso, signIn, startSso } from './sso-fixture.ts';

type Answer = { status: number; refresh_token?: string; access_token?: string; error?: string };

// sso-peers.md row 18 and S15.
describe.each(testDatabases())('refresh tokens on $name', (database) => {
  let sso: Sso;
  let databaseUrl: string;
  let portal: RelyingPartyKit;
  let now = Date.now();

  beforeAll(async () => {
    databaseUrl = await database.url();
    sso = await startSso({ databaseUrl, clock: () => now });
    await sso.organise();
    await sso.person('wangfang');
    portal = await sso.relyingParty('portal');
  });
  beforeEach(() => {
    now = Date.now();
  });
  afterAll(() => sso.close());

  async function refresh(token: string, by = sso): Promise<Answer> {
    const answer = await by.tokenRequest(portal, { grant_type: 'refresh_token', refresh_token: token });
    return { status: answer.status, ...((await answer.json()) as object) };
  }
  const tokenRows = () =>
    sso.db.query.selectFrom('oidc_model').selectAll().where('kind', '=', 'RefreshToken').execute();

  it('gives twenty refreshes at once the same successor: one chain', async () => {
    const first = String((await signIn(sso.browser(), portal)).refresh_token);
    const before = (await tokenRows()).length;
    const answers = await Promise.all(Array.from({ length: 20 }, () => refresh(first)));
    expect(answers.map(({ status }) => status)).toEqual(Array(20).fill(200));
    const [next, ...others] = new Set(answers.map((answer) => answer.refresh_token));
    expect(others).toEqual([]);
    expect(await tokenRows()).toHaveLength(before + 1);
    // What they got works, and so does a late answer of the first round.
    const third = await refresh(String(next));
    expect(third.status).toBe(200);
    now += 29_000;
    expect(await refresh(first)).toMatchObject({ status: 200, refresh_token: next });
    expect((await refresh(String(third.refresh_token))).status).toBe(200);
  });

  it('takes the scope that was asked for at first, offline_access with it, and grants no more than before', async () => {
    const scope = 'openid profile organisation offline_access';
    const tokens = await signIn(sso.browser(), portal, { extra: { scope } });
    const ask = async (scope: string) => {
      const refresh_token = String(tokens.refresh_token);
      const form = { grant_type: 'refresh_token', refresh_token, scope };
      return (await (await sso.tokenRequest(portal, form)).json()) as Answer & { scope?: string };
    };
    expect(await ask(scope)).toMatchObject({ scope: 'openid profile organisation' });
    expect(await ask('openid email')).toMatchObject({ error: 'invalid_scope' });
  });

  it('keeps the successor sealed', async () => {
    const first = String((await signIn(sso.browser(), portal)).refresh_token);
    const { refresh_token: next } = await refresh(first);
    const stored = JSON.stringify(await tokenRows());
    expect(stored).not.toContain(first);
    expect(stored).not.toContain(String(next));
    expect(stored).toContain('v1.');
  });

  it('revokes the chain and raises an alert when a token is used after the grace', async () => {
    const tokens = await signIn(sso.browser(), portal);
    const first = String(tokens.refresh_token);
    const second = await refresh(first);
    now += 30_001;
    expect(await refresh(first)).toMatchObject({ status: 400, error: 'invalid_grant' });
    expect(await refresh(String(second.refresh_token))).toMatchObject({
      status: 400,
      error: 'invalid_grant',
    });
    expect(await client.tokenIntrospection(portal.configuration, String(second.access_token))).toEqual({
      active: false,
    });
    const alerts = await sso.db.query
      .selectFrom('audit_event')
      .selectAll()
      .where('event', '=', 'token-replayed')
      .execute();
    expect(alerts).toHaveLength(1);
    expect(alerts[0]).toMatchObject({
      outcome: 'failure',
      severity: 'alert',
      sub: 'p-wangfang',
      client_id: 'portal',
    });
    expect(alerts[0]?.detail_json).toMatchObject({ kind: 'refresh_token' });
  });

  it('does not take a used token for anything but a refresh', async () => {
    const tokens = await signIn(sso.browser(), portal);
    const first = String(tokens.refresh_token);
    await refresh(first);
    expect(await client.tokenIntrospection(portal.configuration, first)).toEqual({ active: false });
    const answer = await sso.tokenRequest(portal, {
      grant_type: 'urn:ietf:params:oauth:grant-type:token-exchange',
      subject_token: first,
      subject_token_type: 'urn:ietf:params:oauth:token-type:refresh_token',
      audience: 'urn:yimen:service:sso',
    });
    expect(answer.status).toBe(400);
  });

  it('lets nobody refresh within the grace whose session has ended', async () => {
    const browser = sso.browser();
    const tokens = await signIn(browser, portal);
    await refresh(String(tokens.refresh_token));
    await browser.open(`${sso.url}/session/end?id_token_hint=${tokens.id_token}`);
    expect(await refresh(String(tokens.refresh_token))).toMatchObject({ status: 400 });
  });

  it('without rotation the token stays, however many use it', async () => {
    const fixed = await sso.relyingParty('fixed', { rotateRefreshTokens: false });
    const { refresh_token } = await signIn(sso.browser(), fixed);
    const answers = await Promise.all(
      Array.from({ length: 20 }, async () => {
        const answer = await sso.tokenRequest(fixed, {
          grant_type: 'refresh_token',
          refresh_token: String(refresh_token),
        });
        return ((await answer.json()) as Answer).refresh_token;
      }),
    );
    expect(new Set(answers)).toEqual(new Set([refresh_token]));
  });

  it.runIf(database.name !== 'sqlite')('is the same whichever process is asked', async () => {
    const other = await startSso({
      databaseUrl,
      clock: () => now,
      config: { issuer: sso.url, publicUrl: sso.url },
    });
    try {
      const first = String((await signIn(sso.browser(), portal)).refresh_token);
      const answers = await Promise.all(
        Array.from({ length: 20 }, (_, index) => refresh(first, index % 2 === 0 ? sso : other)),
      );
      expect(answers.map(({ status }) => status)).toEqual(Array(20).fill(200));
      expect(new Set(answers.map((answer) => answer.refresh_token)).size).toBe(1);
    } finally {
      await other.close();
    }
  });
});
