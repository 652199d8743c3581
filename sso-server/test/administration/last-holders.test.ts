import { testDatabases } from '@yimen/database/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Sso, startSso } from '../sso-fixture.ts';

describe.each(testDatabases())('the last two holders of a role, on $name', (database) => {
  let sso: Sso;
  let others: Sso;
  beforeAll(async () => {
    const databaseUrl = await database.url();
    sso = await startSso({ databaseUrl });
    await sso.organise();
    // PostgreSQL: a second process, whose memory and transactions are its own.
    others =
      database.name === 'postgres'
        ? await startSso({ databaseUrl, config: { issuer: sso.url, publicUrl: sso.url } })
        : sso;
  });
  afterAll(async () => {
    if (others !== sso) await others.close();
    await sso.close();
  });

  it('are not both disabled when two administrators do so at the same moment', async () => {
    const bearer = await sso.administrator('system-administrator');
    const holders = ['auditor-a', 'auditor-b'];
    const active = () =>
      sso.db.query
        .selectFrom('person')
        .select('username')
        .where('username', 'in', holders)
        .where('is_active', '=', true)
        .execute();
    for (let round = 0; round < 5; round += 1) {
      for (const username of holders)
        await sso.person(username, { roles: ['audit-administrator'], isActive: true });
      const answers = await Promise.all(
        holders.map((username, index) =>
          (index === 0 ? sso : others)
            .administer('POST', `people/p-${username}/disable`, { bearer, body: {} })
            .then(({ status }) => status),
        ),
      );
      expect(answers.sort()).toEqual([200, 409]);
      expect(await active()).toHaveLength(1);
    }
  });
});
