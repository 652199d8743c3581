import { testDatabases } from '@yimen/database/testing';
import { createRemoteJWKSet, decodeJwt, jwtVerify } from 'jose';
import * as client from 'openid-client';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type RelyingPartyKit, type Sso, signIn, startSso } from './sso-fixture.ts';

const grant = 'urn:ietf:params:oauth:grant-type:token-exchange';
const accessToken = 'urn:ietf:params:oauth:token-type:access_token';
const todo = 'urn:yimen:service:todo';

// RFC 8693 and RFC 9068.
describe.each(testDatabases())('[D5] tokens for services on $name', (database) => {
  let sso: Sso;
  let portal: RelyingPartyKit;
  let other: RelyingPartyKit;

  beforeAll(async () => {
    sso = await startSso({ databaseUrl: await database.url() });
    await sso.organise();
    await sso.person('wangfang', { roles: ['staff', 'payment-reviewer'] });
    await sso.resource('todo', [
      'todo:read',
      'todo:write',
      'todo:push',
      { name: 'todo:admin', roles: ['administrator'] },
    ]);
    await sso.resource('notices', ['notices:read']);
    portal = await sso.relyingParty('portal', {
      resources: { [todo]: ['todo:read', 'todo:write', 'todo:admin'] },
    });
    other = await sso.relyingParty('other', { resources: { [todo]: ['todo:read'] } });
  });
  afterAll(() => sso.close());

  const exchange = (party: RelyingPartyKit, parameters: Record<string, string>) =>
    client.genericGrantRequest(party.configuration, grant, {
      subject_token_type: accessToken,
      audience: todo,
      ...parameters,
    });

  it('gives a short signed token for one audience that names the person and the actor', async () => {
    const { access_token } = await signIn(sso.browser(), portal);
    const answer = await exchange(portal, { subject_token: access_token, scope: 'todo:read' });
    expect(answer).toMatchObject({
      issued_token_type: accessToken,
      token_type: 'bearer',
      scope: 'todo:read',
      expires_in: 300,
    });
    const keys = createRemoteJWKSet(new URL(`${sso.url}/jwks`));
    const { payload, protectedHeader } = await jwtVerify(answer.access_token, keys, {
      issuer: sso.url,
      audience: todo,
    });
    expect(protectedHeader).toMatchObject({ typ: 'at+jwt', alg: 'ES256' });
    expect(payload).toMatchObject({
      sub: 'p-wangfang',
      client_id: 'portal',
      scope: 'todo:read',
      act: { sub: 'portal' },
      name: '姓名wangfang',
      preferred_username: 'wangfang',
      roles: ['staff', 'payment-reviewer'],
      unit_id: 'payment-centre',
      unit_path: ['bureau', 'payment-centre'],
      post_id: 'reviewer',
      jti: expect.any(String),
    });
    expect(Number(payload.exp) - Number(payload.iat)).toBeLessThanOrEqual(300);
  });

  it('takes resource instead of audience, and a refresh token as subject', async () => {
    const tokens = await signIn(sso.browser(), portal);
    const byResource = await client.genericGrantRequest(portal.configuration, grant, {
      subject_token: String(tokens.refresh_token),
      subject_token_type: 'urn:ietf:params:oauth:token-type:refresh_token',
      resource: todo,
    });
    // Without `scope`: all that client and person may; todo:admin is not for her.
    expect(byResource.scope).toBe('todo:read todo:write');
  });

  it('never widens: scope, audience, other clients', async () => {
    const { access_token: subject_token } = await signIn(sso.browser(), portal);
    const refusals: [RelyingPartyKit, Record<string, string>, string][] = [
      [portal, { subject_token, scope: 'todo:push' }, 'invalid_scope'],
      [portal, { subject_token, scope: 'todo:admin' }, 'invalid_scope'],
      [portal, { subject_token, audience: 'urn:yimen:service:notices' }, 'invalid_target'],
      [portal, { subject_token, audience: 'urn:nobody' }, 'invalid_target'],
      [portal, { subject_token, resource: 'urn:yimen:service:notices' }, 'invalid_target'],
      [other, { subject_token, scope: 'todo:read' }, 'invalid_grant'],
      [portal, { subject_token: 'made-up', scope: 'todo:read' }, 'invalid_grant'],
      [portal, { subject_token, subject_token_type: 'urn:x', scope: 'todo:read' }, 'invalid_request'],
      [portal, { subject_token, actor_token: 'x', scope: 'todo:read' }, 'invalid_request'],
    ];
    for (const [party, parameters, error] of refusals) {
      await expect(exchange(party, parameters), JSON.stringify(parameters)).rejects.toMatchObject({ error });
    }
  });

  it('does not exchange an exchanged token again', async () => {
    const { access_token } = await signIn(sso.browser(), portal);
    const first = await exchange(portal, { subject_token: access_token });
    await expect(exchange(portal, { subject_token: first.access_token })).rejects.toMatchObject({
      error: 'invalid_grant',
    });
  });

  it('ends with the session at the provider, and with the account', async () => {
    const browser = sso.browser();
    const tokens = await signIn(browser, portal);
    await browser.open(`${sso.url}/session/end?id_token_hint=${tokens.id_token}`);
    await expect(exchange(portal, { subject_token: tokens.access_token })).rejects.toMatchObject({
      error: 'invalid_grant',
    });

    await sso.person('leaver');
    const leaver = await signIn(sso.browser(), portal, { username: 'leaver' });
    await sso.person('leaver', { isActive: false });
    await expect(exchange(portal, { subject_token: leaver.access_token })).rejects.toMatchObject({
      error: 'invalid_grant',
    });
  });

  it('refuses a client that is not registered for it', async () => {
    const plain = await sso.relyingParty('plain', {
      grantTypes: ['authorization_code'],
      resources: { [todo]: ['todo:read'] },
    });
    const { access_token } = await signIn(sso.browser(), plain);
    await expect(exchange(plain, { subject_token: access_token })).rejects.toMatchObject({
      error: 'invalid_request',
    });
  });

  it('gives services tokens of their own, for what they are registered for', async () => {
    const service = await sso.relyingParty('payments-service', {
      grantTypes: ['client_credentials'],
      redirectUris: [],
      resources: { [todo]: ['todo:push'] },
    });
    const token = await sso.token(service, { resource: todo, scope: 'todo:push' });
    const claims = decodeJwt(token);
    expect(claims).toMatchObject({
      sub: 'payments-service',
      client_id: 'payments-service',
      aud: todo,
      scope: 'todo:push',
    });
    expect(claims).not.toHaveProperty('name');
    expect(claims).not.toHaveProperty('act');
    const narrowed = decodeJwt(await sso.token(service, { resource: todo, scope: 'todo:push todo:write' }));
    expect(narrowed.scope).toBe('todo:push');
    const refused = await sso.tokenRequest(service, {
      grant_type: 'client_credentials',
      resource: 'urn:yimen:service:notices',
      scope: 'notices:read',
    });
    expect(await refused.json()).toMatchObject({ error: 'invalid_target' });
  });

  it('revokes and introspects', async () => {
    const tokens = await signIn(sso.browser(), portal);
    expect(await client.tokenIntrospection(portal.configuration, tokens.access_token)).toMatchObject({
      active: true,
      sub: 'p-wangfang',
    });
    await client.tokenRevocation(portal.configuration, String(tokens.refresh_token));
    await expect(
      client.refreshTokenGrant(portal.configuration, String(tokens.refresh_token)),
    ).rejects.toMatchObject({
      error: 'invalid_grant',
    });
  });
});
