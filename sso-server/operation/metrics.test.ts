import { testDatabases } from '@yimen/database/testing';
import { expect, it } from 'vitest';
import { signIn, startSso } from '../test/sso-fixture.ts';

it.each(testDatabases())('tells operators what happens, on $name', async (database) => {
  const sso = await startSso({ databaseUrl: await database.url() });
  await sso.organise();
  await sso.person('wangfang');
  const portal = await sso.relyingParty('portal', { backchannelLogoutUri: 'http://127.0.0.1:9/out' });
  const browser = sso.browser();
  await signIn(browser, portal);
  await signIn(sso.browser(), portal, { secret: 'wrong' }).catch(() => undefined);
  await sso.tokenRequest(portal, { grant_type: 'made-up-by-somebody' });
  const answer = await sso.browser();
  await answer.request('/session/end');
  const text = await (await fetch(`${sso.url}/metrics`)).text();
  const value = (name: string, labels = '') => {
    const line = text.split('\n').find((one) => one.startsWith(`${name}{`) && one.includes(labels));
    return line === undefined ? undefined : Number(line.split(' ').at(-1));
  };
  expect(value('yimen_sso_sign_ins_total', 'outcome="success"')).toBe(1);
  expect(value('yimen_sso_sign_ins_total', 'outcome="wrong"')).toBe(1);
  expect(value('yimen_sso_token_grants_total', 'grant_type="authorization_code"')).toBe(1);
  expect(text).not.toContain('made-up-by-somebody');
  expect(value('yimen_sso_sessions')).toBe(1);
  expect(value('yimen_sso_password_queue_length')).toBe(0);
  expect(value('yimen_sso_password_wait_seconds_count')).toBeGreaterThanOrEqual(2);
  expect(value('yimen_sso_database_seconds')).toBeGreaterThan(0);
  expect(value('yimen_sso_key_age_days', 'purpose="ES256"')).toBeLessThan(1);
  await sso.services.ender.end(
    (await sso.db.query.selectFrom('session').select('uid').executeTakeFirstOrThrow()).uid,
    'signed-out',
  );
  await sso.settleLogout();
  const later = await (await fetch(`${sso.url}/metrics`)).text();
  expect(later).toMatch(/yimen_sso_logout_deliveries\{[^}]*state="pending"[^}]*\} 1/);
  await sso.close();
});
