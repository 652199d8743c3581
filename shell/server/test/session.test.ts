import { testDatabases } from '@yimen/database/testing';
import type { SessionView } from '@yimen/shell-contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startPortal, type TestPortal } from './harness/portal.ts';

describe.each(testDatabases())('session on $name', ({ url }) => {
  let portal: TestPortal;
  beforeAll(async () => {
    portal = await startPortal(await url());
  });
  afterAll(() => portal.close());

  it('says who has signed in and what the shell may offer', async () => {
    const admin = await portal.signIn('admin');
    expect((await admin.api('GET', '/api/session')).json<SessionView>()).toEqual({
      user: {
        sub: 'p-admin',
        name: '赵敏',
        username: 'admin',
        roles: ['staff', 'administrator'],
        unit: { id: 'it-centre', name: { 'zh-CN': 'it-centre', 'en-US': 'it-centre' } },
        post: {
          id: 'system-administrator',
          name: { 'zh-CN': 'system-administrator', 'en-US': 'system-administrator' },
        },
      },
      locale: 'zh-CN',
      permissions: { composePages: true, publishPortlets: false },
    });
  });

  it('leads to the pages of one’s own account', async () => {
    for (const path of ['/account', '/account/sessions', '/account/password', '/account/factors']) {
      const answer = await portal.browser().send(path);
      expect([answer.status, answer.headers.location]).toEqual([302, portal.provider.issuer + path]);
    }
  });

  it('keeps the language across sessions', async () => {
    const lina = await portal.signIn('lina');
    const saved = await lina.api('PUT', '/api/session/locale', { locale: 'en-US' });
    expect(saved.json()).toMatchObject({ locale: 'en-US' });
    await lina.api('POST', '/auth/sign-out');
    const again = await portal.signIn('lina');
    expect((await again.api('GET', '/api/session')).json()).toMatchObject({ locale: 'en-US' });
    expect((await again.open('/')).text).toContain('<html lang="en-US">');
    expect((await again.api('PUT', '/api/session/locale', { locale: 'fr' })).status).toBe(400);
    const foreign = await again.api(
      'PUT',
      '/api/session/locale',
      { locale: 'zh-CN' },
      { 'x-yimen-request': '' },
    );
    expect(foreign.status).toBe(403);
  });

  it('takes a garbage cookie as no session', async () => {
    const browser = portal.browser();
    browser.jar.set('yimen_portal', '%00<script>');
    expect((await browser.api('GET', '/api/session')).json()).toMatchObject({
      status: 401,
      type: 'urn:yimen:problem:sign-in-required',
    });
    browser.jar.set('yimen_portal', 'A'.repeat(43));
    expect((await browser.api('GET', '/api/session')).json()).toMatchObject({
      type: 'urn:yimen:problem:session-ended',
    });
  });

  it('ends an idle session', async () => {
    const lina = await portal.signIn('lina');
    portal.clock.aheadMs += 31 * 60_000;
    expect((await lina.api('GET', '/api/session')).json()).toMatchObject({
      status: 401,
      type: 'urn:yimen:problem:session-ended',
    });
  });

  it('has strict headers on every kind of answer', async () => {
    const lina = await portal.signIn('lina');
    for (const path of [
      '/',
      '/api/session',
      '/api/nothing',
      '/auth/signed-out',
      '/healthz',
      '/shell/assets/main-AAAAAAAA.js',
    ]) {
      const { headers } = await lina.open(path);
      expect([path, headers['x-content-type-options']]).toEqual([path, 'nosniff']);
      expect([path, headers['content-security-policy']]).toEqual([
        path,
        expect.stringContaining("default-src 'none'"),
      ]);
      expect(String(headers['content-security-policy'])).not.toMatch(/script-src[^;]*unsafe/);
    }
    const signedOut = await portal.browser().open('/auth/signed-out');
    expect(signedOut.text).toContain('重新登录');
  });

  it('answers other methods and unknown paths with problems', async () => {
    const lina = await portal.signIn('lina');
    expect((await lina.api('GET', '/api/nothing')).json()).toMatchObject({
      type: 'urn:yimen:problem:not-found',
    });
    const method = await lina.api('DELETE', '/api/session');
    expect([method.status, method.headers.allow]).toEqual([405, 'HEAD, GET']);
    expect((await portal.browser().send('/readyz')).status).toBe(200);
  });
});
