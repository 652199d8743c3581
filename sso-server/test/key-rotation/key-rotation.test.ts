import { testDatabases } from '@yimen/database/testing';
import type { JWK } from 'jose';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type Sso, signIn, startSso } from '../sso-fixture.ts';
import { fiveRelyingParties } from './five-relying-parties.ts';

const hour = 3_600_000;
const begin = Date.UTC(2026, 10, 2, 8);

beforeEach(() => {
  // Everybody in this process lives by this clock: the provider, the relying parties, their libraries.
  vi.useFakeTimers({ toFake: ['Date'], now: begin });
});
afterEach(() => {
  vi.useRealTimers();
});

const published = async (sso: Sso): Promise<JWK[]> =>
  ((await (await fetch(`${sso.url}/jwks`)).json()) as { keys: JWK[] }).keys;

/** As the operation does it after both persons have agreed. */
async function replaceKeys({ services, db }: Sso, purposes: ('ES256' | 'RS256' | 'cookie')[]): Promise<void> {
  const replacement = await services.keyRing.prepareReplacement(purposes);
  await db.transaction(replacement.apply);
  await services.keyRing.announce();
}

async function startBureau(databaseUrl: string, config = {}): Promise<Sso> {
  const sso = await startSso({
    databaseUrl,
    config: { keyRotationDays: 3, keyAnnounceHours: 24, ...config },
  });
  await sso.organise();
  await sso.person('wangfang');
  return sso;
}

describe.each(testDatabases())(
  'OpenID Connect Core 1.0, 10.1.1: rotation of signing keys on $name',
  (database) => {
    it('fails no check of five relying parties in 10 days and four keys', async () => {
      const sso = await startBureau(await database.url());
      const parties = await fiveRelyingParties(sso, await database.url());
      const firstSeen = new Map<string, number>();
      const firstUsed = new Map<string, number>();
      for (let at = begin; at <= begin + 10 * 24 * hour; at += 24 * hour) {
        vi.setSystemTime(at);
        // The keys change over while people are on their way in.
        const visits = parties.map((party) => party.visit(sso.browser()));
        await sso.services.keyRing.refresh();
        for (const kid of (await Promise.all(visits)).flat()) {
          if (!firstUsed.has(kid)) firstUsed.set(kid, at);
        }
        for (const { kid } of await published(sso))
          if (!firstSeen.has(String(kid))) firstSeen.set(String(kid), at);
      }
      expect(firstUsed.size, 'ES256 and RS256 keys that signed').toBeGreaterThanOrEqual(2 * 4);
      for (const [kid, at] of firstUsed) {
        if (at > begin) expect(at - Number(firstSeen.get(kid)), kid).toBeGreaterThanOrEqual(24 * hour);
      }
      // The first ones are gone: nothing that was signed with them can still be valid.
      const now = (await published(sso)).map(({ kid }) => kid);
      expect([...firstSeen].filter(([kid]) => !now.includes(kid)).length).toBeGreaterThanOrEqual(4);
      for (const party of parties) await party.close();
      await sso.close();
    }, 240_000);

    it('keeps cookies of before good while their key is followed by the next', async () => {
      const sso = await startBureau(await database.url(), {
        sessionAbsoluteHours: 168,
        sessionIdleMinutes: 10_080,
      });
      const portal = await sso.relyingParty('portal');
      const browser = sso.browser();
      await signIn(browser, portal);
      const before = sso.services.keyRing.keys().cookieKeys[0];
      for (let days = 1; days <= 6; days++) {
        vi.setSystemTime(begin + days * 24 * hour);
        await sso.services.keyRing.refresh();
        // No password is given: a sign-in page would fail this.
        await signIn(browser, portal, { extra: { prompt: 'none' } });
      }
      expect(sso.services.keyRing.keys().cookieKeys[0]).not.toBe(before);
      expect(sso.services.keyRing.keys().cookieKeys).toContain(before);
      await sso.close();
    });

    it('replaces keys at once when they must not be trusted any more', async () => {
      const sso = await startBureau(await database.url());
      const party = await sso.relyingParty('portal');
      const browser = sso.browser();
      const tokens = await signIn(browser, party);
      const before = (await published(sso)).map(({ kid }) => kid);
      await replaceKeys(sso, ['ES256', 'RS256']);
      const after = (await published(sso)).map(({ kid }) => kid);
      expect(after.filter((kid) => before.includes(kid))).toEqual([]);
      // The old ID token proves nothing now; the session itself goes on.
      const hint = await browser.open(`/session/end?id_token_hint=${tokens.id_token}`);
      expect(hint.body).toContain('invalid_id_token_hint');
      await signIn(browser, party, { extra: { prompt: 'none' } });
      await sso.close();
    });

    it('keeps no key in the clear', async () => {
      const sso = await startBureau(await database.url());
      const rows = await sso.db.query.selectFrom('provider_key').selectAll().execute();
      expect(rows).toHaveLength(3);
      for (const { jwk } of sso.services.keyRing.keys().jwks.keys.map((jwk) => ({ jwk }))) {
        expect(JSON.stringify(rows)).not.toContain(jwk.d);
      }
      await sso.close();
    });
  },
);

const postgres = testDatabases().filter(({ name }) => name === 'postgres');

describe.each(postgres)('several processes on $name', (database) => {
  it('agree on the keys: one makes each, the others notice', async () => {
    const databaseUrl = await database.url();
    const all = await Promise.all(
      Array.from({ length: 4 }, () =>
        startSso({ databaseUrl, config: { keyRotationDays: 3, keyAnnounceHours: 24 } }),
      ),
    );
    const kids = () => all.map((sso) => sso.services.keyRing.keys().jwks.keys.map(({ kid }) => kid));
    expect(new Set(kids().map(String)).size).toBe(1);
    for (const days of [2, 3, 5, 6]) {
      vi.setSystemTime(begin + days * 24 * hour);
      await Promise.all(all.map((sso) => sso.services.keyRing.refresh()));
      expect(new Set(kids().map(String)).size, `day ${days}`).toBe(1);
    }
    const before = String(kids()[0]);
    if (all[0]) await replaceKeys(all[0], ['ES256']);
    // The others hear of it on the bus; nobody asks them to look.
    await vi.waitFor(() => {
      expect(new Set(kids().map(String)).size).toBe(1);
      expect(String(kids()[3])).not.toBe(before);
    }, 10_000);
    const rows = await all[0]?.db.query
      .selectFrom('provider_key')
      .select(['purpose', 'generation'])
      .execute();
    expect(new Set(rows?.map((row) => `${row.purpose} ${row.generation}`)).size).toBe(rows?.length);
    await Promise.all(all.map((sso) => sso.close()));
  });
});
