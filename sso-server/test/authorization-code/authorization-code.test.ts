import { testDatabases } from '@yimen/database/testing';
import * as client from 'openid-client';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { authorize, startConformance, tokensOf, userInfo } from '../conformance-scene.ts';
import { exchangeCode, type RelyingPartyKit, type Sso } from '../sso-fixture.ts';

describe.each(testDatabases())('RFC 6749, 4.1.2: authorization code on $name', (database) => {
  let sso: Sso;
  let party: RelyingPartyKit;
  beforeAll(async () => {
    ({ sso, party } = await startConformance(database));
  });
  afterAll(() => sso.close());

  it('is used once: the second use is refused and takes the tokens of the first along', async () => {
    const browser = sso.browser();
    const { request, visit } = await authorize(browser, party);
    const tokens = await exchangeCode(party, request, visit.url);
    expect((await userInfo(party, tokens.access_token)).sub).toBe('p-wangfang');
    await expect(exchangeCode(party, request, visit.url)).rejects.toMatchObject({ error: 'invalid_grant' });
    await expect(userInfo(party, tokens.access_token)).rejects.toThrow();
    await expect(
      client.refreshTokenGrant(party.configuration, String(tokens.refresh_token)),
    ).rejects.toMatchObject({
      error: 'invalid_grant',
    });
    // The person herself has done nothing wrong: she goes on.
    expect((await tokensOf(browser, party, { prompt: 'none' })).access_token).toBeTruthy();
  });

  it('belongs to its redirect URI, its client and its code verifier', async () => {
    const { request, visit } = await authorize(sso.browser(), party);
    const code = String(new URL(visit.url).searchParams.get('code'));
    const form = { grant_type: 'authorization_code', code, code_verifier: request.verifier };
    const other = await sso.relyingParty('other');
    for (const [by, redirect_uri, verifier] of [
      [other, party.redirectUri, request.verifier],
      [party, `${party.redirectUri}/x`, request.verifier],
      [party, party.redirectUri, 'x'.repeat(43)],
    ] as const) {
      const answer = await sso.tokenRequest(by, { ...form, redirect_uri, code_verifier: verifier });
      expect(answer.status).toBe(400);
      expect(await answer.json()).toMatchObject({ error: 'invalid_grant' });
    }
  });

  it('OpenID Connect Core 1.0, 12.1: a refresh gives an ID token of the same person and time', async () => {
    const tokens = await tokensOf(sso.browser(), party, { scope: 'openid offline_access' });
    const next = await client.refreshTokenGrant(party.configuration, String(tokens.refresh_token));
    const [before, after] = [tokens.claims(), next.claims()];
    for (const name of ['iss', 'sub', 'aud', 'auth_time'] as const)
      expect(after?.[name]).toEqual(before?.[name]);
    expect(Number(after?.iat)).toBeGreaterThanOrEqual(Number(before?.iat));
    expect((await userInfo(party, next.access_token)).sub).toBe('p-wangfang');
  });
});
