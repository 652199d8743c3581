import { testDatabases } from '@yimen/database/testing';
import { decodeProtectedHeader } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Sso, signIn, startSso } from '../test/sso-fixture.ts';

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

  it('replaces keys when the second administrator agrees, and not before', async () => {
    const portal = await sso.relyingParty('portal');
    const tokens = await signIn(sso.browser(), portal, { username: 'system-administrator' });
    const kids = async () => {
      const { keys } = (await (await fetch(`${sso.url}/jwks`)).json()) as { keys: { kid: string }[] };
      return keys.map(({ kid }) => kid).sort();
    };
    const before = await kids();
    expect(before).toContain(decodeProtectedHeader(String(tokens.id_token)).kid);
    const asked = await sso.administer('POST', 'keys/replace', { bearer, body: { purposes: ['ES256'] } });
    expect(asked.status).toBe(202);
    const { pendingChange } = (await asked.json()) as { pendingChange: { id: string } };
    expect(await kids()).toEqual(before);
    const approve = `pending-changes/${pendingChange.id}/approve`;
    expect((await sso.administer('POST', approve, { bearer, body: {} })).status).toBe(403);
    expect(await kids()).toEqual(before);
    const security = await sso.administrator('security-administrator', 'key-approver');
    expect((await sso.administer('POST', approve, { bearer: security, body: {} })).status).toBe(200);
    const after = await kids();
    expect(after.filter((kid) => !before.includes(kid))).toHaveLength(1);
    expect(after).not.toContain(decodeProtectedHeader(String(tokens.id_token)).kid);
    // What was signed with the old key opens nothing at once; a new sign-in is signed with the new one.
    expect((await sso.administer('GET', 'keys', { bearer })).status).toBe(401);
    const renewed = await signIn(sso.browser(), portal, { username: 'system-administrator' });
    expect(before).not.toContain(decodeProtectedHeader(String(renewed.id_token)).kid);
    bearer = await sso.tradeAgain('system-administrator');
    const rows = await sso.db.query
      .selectFrom('audit_event')
      .select('detail_json')
      .where('event', 'in', ['administration', 'change-requested', 'change-approved'])
      .execute();
    const operations = rows.map(({ detail_json }) => detail_json?.operation);
    expect(operations.filter((operation) => operation === 'keys.replace').length).toBeGreaterThanOrEqual(2);
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
