import { testDatabases } from '@yimen/database/testing';
import * as client from 'openid-client';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type RelyingPartyKit, type Sso, signIn, startSso } from './sso-fixture.ts';

const todo = 'urn:yimen:service:todo';
const exchangeType = 'urn:ietf:params:oauth:grant-type:token-exchange';

// RFC 7662 and RFC 7009 for signed tokens (sso-peers.md S11).
describe.each(testDatabases())('introspection and revocation of signed tokens on $name', (database) => {
  let sso: Sso;
  let portal: RelyingPartyKit;
  let service: RelyingPartyKit;
  let stranger: RelyingPartyKit;

  beforeAll(async () => {
    sso = await startSso({ databaseUrl: await database.url() });
    await sso.organise();
    await sso.resource('todo', ['todo:read', 'todo:push']);
    portal = await sso.relyingParty('portal', { resources: { [todo]: ['todo:read'] } });
    const machine = { grantTypes: ['client_credentials'], redirectUris: [] };
    service = await sso.relyingParty('todo', { ...machine, resources: { [todo]: ['todo:push'] } });
    stranger = await sso.relyingParty('stranger', machine);
  });
  afterAll(() => sso.close());

  async function signedToken(username: string) {
    const browser = sso.browser();
    const tokens = await signIn(browser, portal, { username });
    const { access_token } = await client.genericGrantRequest(portal.configuration, exchangeType, {
      subject_token: tokens.access_token,
      subject_token_type: 'urn:ietf:params:oauth:token-type:access_token',
      audience: todo,
    });
    return { browser, tokens, access_token };
  }
  const introspect = (by: RelyingPartyKit, token: string) =>
    client.tokenIntrospection(by.configuration, token);
  const inactive = { active: false };

  it('tells its client and its service, and nobody else', async () => {
    await sso.person('wangfang');
    const { access_token } = await signedToken('wangfang');
    const expected = {
      active: true,
      sub: 'p-wangfang',
      client_id: 'portal',
      aud: todo,
      scope: 'todo:read',
      act: { sub: 'portal' },
      token_type: 'Bearer',
    };
    expect(await introspect(portal, access_token)).toMatchObject(expected);
    expect(await introspect(service, access_token)).toMatchObject(expected);
    expect(await introspect(stranger, access_token)).toEqual(inactive);
    expect(await introspect(portal, `${access_token.slice(0, -4)}AAAA`)).toEqual(inactive);
    const anonymous = await fetch(`${sso.url}/introspection`, {
      method: 'POST',
      body: new URLSearchParams({ token: access_token, client_id: 'portal' }),
    });
    expect([anonymous.status, (await anonymous.json()) as unknown]).toMatchObject([
      401,
      { error: 'invalid_client' },
    ]);
  });

  it('knows tokens of services in their own name', async () => {
    const token = await sso.token(service, { resource: todo, scope: 'todo:push' });
    expect(await introspect(service, token)).toMatchObject({ active: true, sub: 'todo' });
    await sso.put('relying-parties/short', {
      name: { 'zh-CN': '短', 'en-US': 'Short' },
      clientSecret: 's'.repeat(43),
      grantTypes: ['client_credentials'],
      resources: { [todo]: ['todo:push'] },
    });
    const shortToken = await sso.token(
      { id: 'short', secret: 's'.repeat(43) },
      { resource: todo, scope: 'todo:push' },
    );
    expect(await introspect(service, shortToken)).toMatchObject({ active: true });
    await sso.put('relying-parties/short', {
      name: { 'zh-CN': '短', 'en-US': 'Short' },
      grantTypes: ['client_credentials'],
      isActive: false,
    });
    expect(await introspect(service, shortToken)).toEqual(inactive);
  });

  it('says inactive once the session has ended, at every endpoint', async () => {
    await sso.person('lina');
    const { browser, tokens, access_token } = await signedToken('lina');
    await browser.open(`${sso.url}/session/end?id_token_hint=${tokens.id_token}`);
    expect(await introspect(service, access_token)).toEqual(inactive);
    expect(await introspect(portal, tokens.access_token)).toEqual(inactive);
    expect(await introspect(portal, String(tokens.refresh_token))).toEqual(inactive);
  });

  it('says inactive when the grant was revoked, also after a new one was made', async () => {
    await sso.person('chenwei');
    const { browser, tokens, access_token } = await signedToken('chenwei');
    await client.tokenRevocation(portal.configuration, String(tokens.refresh_token));
    expect(await introspect(service, access_token)).toEqual(inactive);
    // The grant's age counts in seconds.
    await new Promise((resolve) => setTimeout(resolve, 1_100));
    expect((await signIn(browser, portal)).access_token).toEqual(expect.any(String));
    expect(await introspect(service, access_token)).toEqual(inactive);
  });

  it('revokes one signed token of the client that asks', async () => {
    await sso.person('zhaomin');
    const { access_token, tokens } = await signedToken('zhaomin');
    await client.tokenRevocation(stranger.configuration, access_token);
    expect(await introspect(portal, access_token)).toMatchObject({ active: true });
    await client.tokenRevocation(portal.configuration, access_token);
    expect(await introspect(service, access_token)).toEqual(inactive);
    expect(await introspect(portal, tokens.access_token)).toMatchObject({ active: true });
  });
});
