import { testDatabases } from '@yimen/database/testing';
import * as client from 'openid-client';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { signIn, startSso } from '../sso-fixture.ts';

const minute = 60_000;
const begin = Date.UTC(2026, 10, 24, 9);

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['Date'], now: begin });
});
afterEach(() => {
  vi.useRealTimers();
});

it.each(testDatabases())(
  'a clock that is set 10 minutes on or back signs nobody out, on $name',
  async (database) => {
    const sso = await startSso({ databaseUrl: await database.url() });
    try {
      await sso.organise();
      await sso.person('wangfang');
      const portal = await sso.relyingParty('portal');
      const browser = sso.browser();
      let refreshToken = String((await signIn(browser, portal)).refresh_token);
      const keys = sso.services.keyRing.keys().jwks.keys.map(({ kid }) => kid);
      for (const step of [10, 0, -10, 0, 10]) {
        vi.setSystemTime(begin + step * minute);
        await sso.services.keyRing.refresh();
        expect(sso.services.keyRing.keys().jwks.keys.map(({ kid }) => kid)).toEqual(keys);
        // Who is signed in, stays signed in, and her systems go on.
        const tokens = await client.refreshTokenGrant(portal.configuration, refreshToken);
        refreshToken = String(tokens.refresh_token);
        expect(
          (await client.fetchUserInfo(portal.configuration, tokens.access_token, 'p-wangfang')).sub,
        ).toBe('p-wangfang');
        await signIn(browser, portal, { extra: { prompt: 'none' } });
        // Who comes now, gets in.
        await signIn(sso.browser(), portal);
      }
      // What was written with a wrong clock still expires: an idle session does not live for ever.
      vi.setSystemTime(begin + 13 * 60 * minute);
      await expect(signIn(browser, portal, { extra: { prompt: 'none' } })).rejects.toMatchObject({
        error: 'login_required',
      });
    } finally {
      await sso.close();
    }
  },
);
