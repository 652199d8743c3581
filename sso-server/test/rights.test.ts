import { testDatabases } from '@yimen/database/testing';
import { decodeJwt } from 'jose';
import * as client from 'openid-client';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  authorizationUrl,
  exchangeCode,
  password,
  type RelyingPartyKit,
  type Sso,
  signIn,
  startSso,
} from './sso-fixture.ts';

describe.each(testDatabases())('[D6] who may use what on $name', (database) => {
  let sso: Sso;
  let portal: RelyingPartyKit;
  let payments: RelyingPartyKit;

  beforeAll(async () => {
    sso = await startSso({ databaseUrl: await database.url() });
    await sso.organise();
    await sso.person('wangfang', { roles: ['staff', 'payment-reviewer'] });
    await sso.person('dev', { roles: ['staff'], unitId: 'edu', postId: null });
    portal = await sso.relyingParty('portal');
    payments = await sso.relyingParty('payments', {
      name: { 'zh-CN': '支付申请', 'en-US': 'Payments' },
      whoMayUse: { roles: ['payment-reviewer'] },
      contact: '信息中心 周涛 6321',
    });
  });
  afterAll(() => sso.close());

  it('shows a person without the right a clear page, not an error at the relying party', async () => {
    const browser = sso.browser();
    const visit = await browser.open((await authorizationUrl(payments)).url);
    const page = await browser.submit(visit, { username: 'dev', password });
    expect(page.status).toBe(403);
    for (const text of [
      '您没有使用「支付申请」的权限',
      '系统管理员',
      '信息中心 周涛 6321',
      '姓名dev（dev）',
      '返回门户首页',
    ]) {
      expect(page.body).toContain(text);
    }
    expect(page.body).toContain(`href="${sso.config.portalUrl}"`);
    const recorded = await sso.db.query.selectFrom('session_client').select('client_id').execute();
    expect(recorded.filter((row) => row.client_id === 'payments')).toEqual([]);
  });

  it('tells a silent request access_denied', async () => {
    const browser = sso.browser();
    await signIn(browser, portal, { username: 'dev' });
    const visit = await browser.open((await authorizationUrl(payments, { prompt: 'none' })).url);
    expect(visit.url).toContain('error=access_denied');
  });

  it('lets her go on as somebody else, and ends the session of the first', async () => {
    const browser = sso.browser();
    const before = await signIn(browser, portal, { username: 'dev' });
    const request = await authorizationUrl(payments);
    const denied = await browser.open(request.url);
    const page = await browser.submit(denied, {}, '/switch-account');
    expect(page.body).toContain('id="password"');
    const visit = await browser.submit(page, { username: 'wangfang', password });
    const tokens = await exchangeCode(payments, request, visit.url);
    expect(decodeJwt(String(tokens.id_token)).sub).toBe('p-wangfang');
    await expect(
      client.refreshTokenGrant(portal.configuration, String(before.refresh_token)),
    ).rejects.toMatchObject({
      error: 'invalid_grant',
    });
  });

  it('counts people below a unit, posts and everybody', async () => {
    const rules = [
      [{ units: ['bureau'] }, ['wangfang']],
      [{ units: ['edu'] }, ['dev']],
      [{ posts: ['reviewer'] }, ['wangfang']],
      ['*', ['wangfang', 'dev']],
      [undefined, []],
    ] as const;
    for (const [index, [whoMayUse, allowed]] of rules.entries()) {
      const party = await sso.relyingParty(`rule-${index}`, { whoMayUse });
      for (const username of ['wangfang', 'dev']) {
        const browser = sso.browser();
        await signIn(browser, portal, { username });
        const visit = await browser.open((await authorizationUrl(party)).url);
        expect([index, username, visit.url.includes('code=')]).toEqual([
          index,
          username,
          allowed.includes(username as never),
        ]);
      }
    }
  });

  it('asks for consent only when the relying party wants it asked', async () => {
    const browser = sso.browser();
    await signIn(browser, portal);
    const request = await authorizationUrl(payments, { prompt: 'consent' });
    const page = await browser.open(request.url);
    expect(page.body).toContain('确认授权');
    expect((await browser.submit(page, { answer: 'agree' })).url).toContain('code=');
    const again = await browser.open((await authorizationUrl(payments, { prompt: 'consent' })).url);
    expect((await browser.submit(again, { answer: 'refuse' })).url).toContain('error=access_denied');
  });

  it('lists the systems that the person may open', async () => {
    await sso.resource('unused', ['x']);
    const gateway = await sso.relyingParty('gateway', {
      isListed: false,
      resources: { 'urn:yimen:service:sso': ['systems:read'] },
    });
    const tokens = await signIn(sso.browser(), gateway, { username: 'dev' });
    const exchanged = await client.genericGrantRequest(
      gateway.configuration,
      'urn:ietf:params:oauth:grant-type:token-exchange',
      {
        subject_token: tokens.access_token,
        subject_token_type: 'urn:ietf:params:oauth:token-type:access_token',
        audience: 'urn:yimen:service:sso',
        scope: 'systems:read',
      },
    );
    const answer = await fetch(`${sso.url}/api/systems`, {
      headers: { authorization: `Bearer ${exchanged.access_token}` },
    });
    const { systems } = (await answer.json()) as { systems: { clientId: string }[] };
    const ids = systems.map((system) => system.clientId);
    expect(ids).toContain('portal');
    expect(ids).not.toContain('payments');
    expect(ids).not.toContain('gateway');
    expect(JSON.stringify(systems)).not.toContain('ecret');
  });

  it('disables an account with effect at once: session, refresh, exchange, and the systems hear of it', async () => {
    await sso.person('leaver');
    const browser = sso.browser();
    const tokens = await signIn(browser, portal, { username: 'leaver' });
    await sso.person('leaver', { isActive: false });
    await expect(
      client.refreshTokenGrant(portal.configuration, String(tokens.refresh_token)),
    ).rejects.toMatchObject({
      error: 'invalid_grant',
    });
    const page = await browser.open((await authorizationUrl(portal)).url);
    const answer = await browser.submit(page, { username: 'leaver', password });
    expect(answer.status).toBe(403);
    expect(answer.body).toContain('该账号已停用');
    // Only the right password is told so.
    const wrong = await browser.submit(answer, { username: 'leaver', password: 'wrong' });
    expect(wrong.body).toContain('用户名或密码不正确');
  });

  it('keeps the directory for programs: no portlet can have it read in the name of a person', async () => {
    const gateway = await sso.relyingParty('reader', {
      resources: { 'urn:yimen:service:sso': ['directory:read', 'systems:read'] },
    });
    const { access_token } = await signIn(sso.browser(), gateway);
    const exchange = (scope: string) =>
      client.genericGrantRequest(gateway.configuration, 'urn:ietf:params:oauth:grant-type:token-exchange', {
        subject_token: access_token,
        subject_token_type: 'urn:ietf:params:oauth:token-type:access_token',
        audience: 'urn:yimen:service:sso',
        scope,
      });
    await expect(exchange('directory:read')).rejects.toMatchObject({ error: 'invalid_scope' });
    expect((await exchange('directory:read systems:read')).scope).toBe('systems:read');
  });

  it('takes a role, a unit or a post away with effect at once; a role on top signs nobody out', async () => {
    const roles = ['staff', 'administrator'];
    const takings = [
      { roles: ['staff'] },
      { roles, unitId: 'edu' },
      { roles, postId: null },
    ] as const satisfies Record<string, unknown>[];
    for (const taking of takings) {
      await sso.person('mover', { roles });
      const browser = sso.browser();
      const tokens = await signIn(browser, portal, { username: 'mover' });
      const renew = (token: unknown) => client.refreshTokenGrant(portal.configuration, String(token));
      await sso.person('mover', { roles: [...roles, 'payment-reviewer'] });
      const renewed = await renew(tokens.refresh_token);
      await sso.person('mover', { ...taking, roles: [...taking.roles, 'payment-reviewer'] });
      await expect(renew(renewed.refresh_token)).rejects.toMatchObject({ error: 'invalid_grant' });
      expect((await browser.open((await authorizationUrl(portal)).url)).body).toContain('id="password"');
      await sso.person('mover', { roles });
    }
  });

  it('renews nothing and tells nothing when a unit has moved away from the right', async () => {
    await sso.put('units/moving', { name: { 'zh-CN': '迁移科', 'en-US': 'Moving' }, parentId: 'bureau' });
    await sso.person('mover', { unitId: 'moving' });
    const party = await sso.relyingParty('bureau-only', { whoMayUse: { units: ['bureau'] } });
    const tokens = await signIn(sso.browser(), party, { username: 'mover' });
    const renewed = await client.refreshTokenGrant(party.configuration, tokens.refresh_token ?? '');
    const userinfo = (token: string) =>
      fetch(`${sso.url}/userinfo`, { headers: { authorization: `Bearer ${token}` } });
    expect((await userinfo(renewed.access_token)).status).toBe(200);
    await sso.put('units/moving', { name: { 'zh-CN': '迁移科', 'en-US': 'Moving' }, parentId: 'edu' });
    expect((await userinfo(renewed.access_token)).status).toBe(401);
    await expect(
      client.refreshTokenGrant(party.configuration, renewed.refresh_token ?? ''),
    ).rejects.toMatchObject({ error: 'invalid_grant' });
  });
});
