import { testDatabases } from '@yimen/database/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Sso, startSso } from '../test/sso-fixture.ts';

type Key = { id: string; purpose: string; state: string };

describe.each(testDatabases())('administration of keys on $name', (database) => {
  let sso: Sso;
  let bearer: string;
  beforeAll(async () => {
    sso = await startSso({ databaseUrl: await database.url() });
    await sso.organise();
    bearer = await sso.administrator('system-administrator');
  });
  afterAll(() => sso.close());

  it('lists every key with its state and times, and never the key', async () => {
    const answer = await sso.administer('GET', 'keys', { bearer });
    expect(answer.status).toBe(200);
    const { keys } = (await answer.json()) as { keys: Key[] };
    expect(keys.map(({ purpose, state }) => `${purpose} ${state}`).sort()).toEqual([
      'ES256 current',
      'RS256 current',
      'cookie current',
    ]);
    expect(Object.keys(keys[0] ?? {}).sort()).toEqual(
      ['activeAt', 'createdAt', 'id', 'purpose', 'retiredAt', 'state', 'supersededAt'].sort(),
    );
  });

  it.each([{}, { purposes: [] }, { purposes: ['HS256'] }, { purposes: ['ES256'], more: 1 }])(
    'refuses %j',
    async (body) => {
      const answer = await sso.administer('POST', 'keys/replace', { bearer, body });
      expect(answer.status).toBe(400);
      expect(await answer.json()).toMatchObject({ type: 'urn:yimen:problem:invalid-input' });
    },
  );
});
