import { testDatabases } from '@yimen/database/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  authorizationUrl,
  password,
  type RelyingPartyKit,
  type Sso,
  signIn,
  startSso,
} from './sso-fixture.ts';

describe.each(testDatabases())('a limit of sessions for a role on $name', (database) => {
  let sso: Sso;
  let portal: RelyingPartyKit;
  let security: string;
  let system: string;

  beforeAll(async () => {
    sso = await startSso({ databaseUrl: await database.url() });
    await sso.organise();
    portal = await sso.relyingParty('portal');
    await sso.person('reviewer', { roles: ['staff', 'payment-reviewer'] });
    await sso.person('colleague');
    security = await sso.administrator('security-administrator');
    system = await sso.administrator('system-administrator');
  });
  afterAll(() => sso.close());

  const sessionsOf = async (username: string) =>
    (await sso.services.sessionDirectory.of(`p-${username}`)).length;
  const put = async (roles: unknown) => {
    const now = await sso.administer('GET', 'session-limits', { bearer: security });
    const etag = now.headers.get('etag');
    const headers: Record<string, string> = etag === null ? {} : { 'if-match': etag };
    return sso.administer('PUT', 'session-limits', { bearer: security, body: { roles }, headers });
  };

  it('is asked for by the security administrator, and in force when a second one agrees', async () => {
    for (const bad of [
      { nobody: { limit: 1, policy: 'refuse' } },
      { staff: { limit: 0, policy: 'refuse' } },
    ]) {
      expect((await put(bad)).status).toBe(400);
    }
    const asked = await put({
      'payment-reviewer': { limit: 1, policy: 'refuse' },
      staff: { limit: 3, policy: 'end-oldest' },
    });
    expect(asked.status).toBe(202);
    await signIn(sso.browser(), portal, { username: 'reviewer' });
    await signIn(sso.browser(), portal, { username: 'reviewer' });
    expect(await sessionsOf('reviewer')).toBe(2);
    const { pendingChange } = (await asked.json()) as { pendingChange: { id: string } };
    const approve = `pending-changes/${pendingChange.id}/approve`;
    expect((await sso.administer('POST', approve, { bearer: system, body: {} })).status).toBe(200);
    const read = await sso.administer('GET', 'session-limits', { bearer: system });
    expect(await read.json()).toMatchObject({
      everybody: { limit: 0 },
      roles: { 'payment-reviewer': { limit: 1, policy: 'refuse' } },
    });
  });

  it('counts the strictest of her roles, and lets others be', async () => {
    await sso.services.db.transaction((trx) =>
      sso.services.ender.endAllOf(trx, 'p-reviewer', 'ended-by-administrator'),
    );
    await signIn(sso.browser(), portal, { username: 'reviewer' });
    const second = sso.browser();
    const form = await second.open((await authorizationUrl(portal)).url);
    const refused = await second.submit(form, { username: 'reviewer', password });
    expect([refused.status, refused.body.includes('session_limit')]).toEqual([403, true]);
    expect(refused.body).toContain('最多同时登录 1 处');
    for (let count = 0; count < 4; count++) await signIn(sso.browser(), portal, { username: 'colleague' });
    expect(await sessionsOf('colleague')).toBe(3);
  });
});
