import { createServer } from 'node:http';
import { testDatabases } from '@yimen/database/testing';
import * as client from 'openid-client';
import { expect, it } from 'vitest';
import { Browser } from '../browser.ts';
import { authorizationUrl, password, type RelyingPartyKit, signIn, startSso } from '../sso-fixture.ts';

it.each(testDatabases())(
  'S14: an issuer with a path signs in, refreshes and signs out, on $name',
  async (database) => {
    const databaseUrl = await database.url();
    // The fixture registers at its own address; the program under test has the path.
    const desk = await startSso({ databaseUrl });
    await desk.organise();
    await desk.person('wangfang');
    const { secret } = await desk.relyingParty('portal', { claimsInIdToken: true });
    await desk.close();

    const probe = createServer();
    await new Promise<void>((resolve) => probe.listen(0, '127.0.0.1', resolve));
    const { port } = probe.address() as { port: number };
    await new Promise((resolve) => probe.close(resolve));
    const origin = `http://127.0.0.1:${port}`;
    const issuer = `${origin}/sso`;
    const sso = await startSso({ databaseUrl, port, config: { issuer, publicUrl: issuer } });
    try {
      const configuration = await client.discovery(
        new URL(issuer),
        'portal',
        undefined,
        client.ClientSecretBasic(secret),
        {
          execute: [client.allowInsecureRequests],
        },
      );
      for (const address of Object.values(configuration.serverMetadata())) {
        if (typeof address === 'string' && address.startsWith('http'))
          expect(address).toMatch(new RegExp(`^${issuer}`));
      }
      const portal: RelyingPartyKit = {
        id: 'portal',
        secret,
        redirectUri: 'http://127.0.0.1:9/portal/callback',
        configuration,
      };
      const browser = new Browser(origin);
      const page = await browser.open((await authorizationUrl(portal)).url);
      expect(new URL(page.url).pathname).toMatch(/^\/sso\/interaction\//);
      expect(page.body).toContain('action="/sso/interaction/');
      expect(page.body).toContain('href="/sso/locale?');
      const wrong = await browser.submit(page, { username: 'wangfang', password: `${password}x` });
      expect(wrong.body).toContain('id="problem"');
      const tokens = await signIn(browser, portal);
      expect(tokens.claims()?.iss).toBe(issuer);
      const next = await client.refreshTokenGrant(configuration, String(tokens.refresh_token));
      expect((await client.fetchUserInfo(configuration, next.access_token, 'p-wangfang')).sub).toBe(
        'p-wangfang',
      );
      const question = await browser.open(`${issuer}/session/end`);
      const done = await browser.submit(question, { answer: 'sign-out' });
      expect(done.url).toMatch(new RegExp(`^${issuer}/signed-out`));
      expect((await fetch(`${origin}/auth`)).status).toBe(404);
      // Cookies go to the provider alone, not to what else lives at this host.
      expect(browser.cookieHeader('/elsewhere')).toBe('');
    } finally {
      await sso.close();
    }
  },
);
