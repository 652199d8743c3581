import { testDatabases } from '@yimen/database/testing';
import * as client from 'openid-client';
import { describe, expect, it } from 'vitest';
import { startCutLine } from '../several-processes/cluster.ts';
import { authorizationUrl, signIn, startSso } from '../sso-fixture.ts';

const postgres = testDatabases().filter(({ name }) => name === 'postgres');
const html = { accept: 'text/html' };

describe.each(postgres)('the database on $name is gone and comes back', (database) => {
  it('answers 503 meanwhile, recovers by itself, and the trail has everything that was granted', async () => {
    const line = await startCutLine(await database.url());
    const sso = await startSso({ databaseUrl: line.url });
    try {
      await sso.organise();
      await sso.person('wangfang');
      const portal = await sso.relyingParty('portal');
      const browser = sso.browser();
      const tokens = await signIn(browser, portal);
      const granted = () =>
        sso.db.query
          .selectFrom('audit_event')
          .select('sequence')
          .where('event', '=', 'token-granted')
          .execute();
      const before = (await granted()).length;

      line.cut();
      const page = await browser.request((await authorizationUrl(portal)).url);
      expect(page.status).toBe(503);
      expect(page.headers.get('retry-after')).toBe('5');
      expect(page.body).toContain('统一身份认证暂时不可用');
      const form = await fetch(`${sso.url}/interaction/abcdefghijklmnop`, { headers: html });
      expect(form.status).toBe(503);
      const refresh = { grant_type: 'refresh_token', refresh_token: String(tokens.refresh_token) };
      const program = await sso.tokenRequest(portal, refresh);
      expect(program.status).toBe(503);
      expect(program.headers.get('retry-after')).toBe('5');
      expect(await program.json()).toMatchObject({ error: 'temporarily_unavailable' });
      expect((await fetch(`${sso.url}/readyz`)).status).toBe(503);
      expect((await fetch(`${sso.url}/healthz`)).status).toBe(200);
      const metrics = await fetch(`${sso.url}/metrics`);
      expect(metrics.status).toBe(200);

      line.mend();
      await expect.poll(async () => (await fetch(`${sso.url}/readyz`)).status, { timeout: 20_000 }).toBe(200);
      // The refresh token that met the outage is as good as before.
      await client.refreshTokenGrant(portal.configuration, String(tokens.refresh_token));
      await signIn(browser, portal, { extra: { prompt: 'none' } });
      expect((await granted()).length).toBe(before + 2);
    } finally {
      await sso.close();
      await line.close();
    }
  });
});
