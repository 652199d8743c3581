import { testDatabases } from '@yimen/database/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { administer, descriptorOf, publish, publishPortlet, releaseOf } from './harness/factories.ts';
import { startPortal, type TestPortal } from './harness/portal.ts';
import { startTestService, type TestService } from './harness/test-service.ts';

const name = { 'zh-CN': '服务', 'en-US': 'Service' };
const SSO = 'urn:yimen:service:sso';
const at = (audience: string) => `/services/${encodeURIComponent(audience)}`;

describe.each(testDatabases())('whose portlets may name a service on $name', ({ url }) => {
  let portal: TestPortal;
  let service: TestService;
  beforeAll(async () => {
    portal = await startPortal(await url());
    service = await startTestService();
  });
  afterAll(async () => {
    await portal.close();
    await service.stop();
  });
  const portletOf = (portlet: string, audience: string) =>
    releaseOf(descriptorOf(portlet, { service: { audience, scopes: ['sso:admin'] } }));

  it('is everybody until the registration names publishers, at publishing and at the gateway', async () => {
    const audience = 'urn:test:ledger';
    const body = { name, baseUrl: service.url };
    const open = await administer(portal, 'PUT', at(audience), body);
    expect(open.body).toMatchObject({ publishers: null });
    expect((await publish(portal, portletOf('ledger', audience), { clientId: 'vendor' })).status).toBe(201);
    const wangfang = await portal.signIn('wangfang');
    expect((await wangfang.api('GET', '/api/portlets/ledger/x')).status).toBe(200);

    await administer(portal, 'PUT', at(audience), { ...body, publishers: ['demo-publisher'] });
    expect((await wangfang.api('GET', '/api/portlets/ledger/x')).status).toBe(403);
    const refused = await publish(portal, portletOf('ledger-two', audience), { clientId: 'vendor' });
    expect(refused.status).toBe(403);
    expect(refused.json()).toMatchObject({ errors: [{ pointer: '/body/descriptor/service/audience' }] });
    expect((await publish(portal, portletOf('ledger-own', audience))).status).toBe(201);
    expect((await wangfang.api('GET', '/api/portlets/ledger-own/x')).status).toBe(200);
    // A later start that says nothing about publishers leaves them as they are.
    expect((await administer(portal, 'PUT', at(audience), body)).body).toMatchObject({
      publishers: ['demo-publisher'],
    });
  });

  it('is nobody for the administration of the sso-server, unless the installation names her', async () => {
    // Published before the service was registered: the gateway decides.
    await publishPortlet(portal, 'early', { service: { audience: SSO, scopes: ['sso:admin'] } });
    const program = await portal.bearer('launcher', 'portal:admin');
    const put = async (body: unknown) =>
      portal.browser().send(`/api/admin${at(SSO)}`, { method: 'PUT', body, headers: program });
    expect((await put({ name, baseUrl: service.url })).status).toBe(400);
    expect((await put({ name, baseUrl: portal.provider.issuer })).status).toBe(200);
    const wangfang = await portal.signIn('wangfang');
    expect((await wangfang.api('GET', '/api/portlets/early/x')).status).toBe(403);
    expect((await publish(portal, portletOf('late', SSO))).status).toBe(403);
    expect(
      (await put({ name, baseUrl: portal.provider.issuer, publishers: ['demo-publisher'] })).status,
    ).toBe(200);
    expect((await publish(portal, portletOf('late', SSO))).status).toBe(201);
    expect((await publish(portal, portletOf('other', SSO), { clientId: 'vendor' })).status).toBe(403);
  });

  it('cannot be changed there by who composes pages, nor the address that gets the tokens', async () => {
    const admin = await portal.signIn('admin');
    const body = { name, baseUrl: portal.provider.issuer, publishers: ['vendor'] };
    expect((await admin.api('PUT', `/api/admin${at(SSO)}`, body)).status).toBe(403);
    expect((await admin.api('PUT', `/api/admin${at(SSO)}`, { name, baseUrl: service.url })).status).toBe(403);
    expect((await admin.api('DELETE', `/api/admin${at(SSO)}`)).status).toBe(403);
  });
});
