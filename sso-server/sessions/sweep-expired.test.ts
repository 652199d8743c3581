import { testDatabases } from '@yimen/database/testing';
import { describe, expect, it } from 'vitest';
import { signIn, startSso } from '../test/sso-fixture.ts';
import { sweepExpired } from './sweep-expired.ts';

const hour = 3_600_000;
const tables = ['session', 'session_cookie', 'session_client', 'oidc_model'] as const;

describe.each(testDatabases())('sweeping on $name', (database) => {
  it('removes what has expired and nothing else', async () => {
    const sso = await startSso({ databaseUrl: await database.url() });
    await sso.organise();
    await sso.person('wangfang');
    const portal = await sso.relyingParty('portal');
    const browser = sso.browser();
    await signIn(browser, portal);
    const rows = async () => {
      const all = await Promise.all(
        tables.map((table) => sso.db.query.selectFrom(table).selectAll().execute()),
      );
      return all.map((of) => of.length);
    };
    const before = await rows();
    await sweepExpired({ db: sso.db, now: () => Date.now() });
    expect(await rows()).toEqual(before);
    expect((await signIn(browser, portal)).access_token).toEqual(expect.any(String));
    await sweepExpired({ db: sso.db, now: () => Date.now() + 50 * hour });
    expect(await rows()).toEqual([0, 0, 0, 0]);
    await sso.close();
  });
});
