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

  it('publishes the next key ahead of schedule when two have agreed, and once', async () => {
    const ask = () =>
      sso.administer('POST', 'keys/rotate', { bearer, body: { purposes: ['ES256', 'cookie'] } });
    const asked = await ask();
    expect(asked.status).toBe(202);
    const { pendingChange } = (await asked.json()) as { pendingChange: { id: string } };
    const before = sso.services.keyRing.keys().jwks.keys.map(({ kid }) => kid);
    const second = await sso.administrator('security-administrator');
    const path = `pending-changes/${pendingChange.id}/approve`;
    expect((await sso.administer('POST', path, { bearer: second, body: {} })).status).toBe(200);
    const { keys } = (await (await sso.administer('GET', 'keys', { bearer })).json()) as { keys: Key[] };
    const next = keys.filter(({ state }) => state === 'next');
    expect(next.map(({ purpose }) => purpose).sort()).toEqual(['ES256', 'cookie']);
    // The old one still signs; the new one is published beside it.
    const after = sso.services.keyRing.keys().jwks.keys.map(({ kid }) => kid);
    expect(after.slice(0, 1)).toEqual(before.slice(0, 1));
    expect(after).toContain(next.find(({ purpose }) => purpose === 'ES256')?.id);
    expect((await ask()).status).toBe(409);
  });
});
