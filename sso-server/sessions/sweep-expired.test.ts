import { testDatabases } from '@yimen/database/testing';
import { describe, expect, it } from 'vitest';
import type { SsoDatabase } from '../database-schema.ts';
import { signIn, startSso } from '../test/sso-fixture.ts';
import { sweepExpired } from './sweep-expired.ts';
import { tableLifetimes } from './table-lifetimes.ts';

const hour = 3_600_000;
const day = 24 * hour;
/** A sign-in leaves rows in these. */
const ofSignIn = ['session', 'session_cookie', 'session_client', 'oidc_model'] as const;

type Table = keyof SsoDatabase;
type Sample = { row: Record<string, unknown>; at: string; forMs: number };

/** One row of each other table: which column ages, and how long it stays. */
const samples: Partial<Record<Table, Sample>> = {
  revoked_token: { row: { jti: 'j' }, at: 'expires_at', forMs: 0 },
  session_admission: {
    row: { session_uid: 'gone', account_id: 'p-wangfang' },
    at: 'admitted_at',
    forMs: hour,
  },
  session_factor: { row: { session_uid: 'gone' }, at: 'proved_at', forMs: hour },
  device_notice: {
    row: { id: 'n', sub: 'p-wangfang', device: 'd', session_uid: 'gone' },
    at: 'created_at',
    forMs: 180 * day,
  },
  logout_delivery: {
    row: {
      ...{ id: 'l', session_uid: 'gone', client_id: 'c', sub: 'p-wangfang', sid: 's', uri: 'http://x/' },
      ...{ state: 'delivered', attempts: 1 },
    },
    at: 'created_at',
    forMs: 30 * day,
  },
  sign_in_throttle: {
    row: { key: 'k', kind: 'network', username_folded: 'x', failures: 1 },
    at: 'last_at',
    forMs: day,
  },
  factor_throttle: { row: { key: 'k', failures: 1 }, at: 'last_at', forMs: day },
  known_device: { row: { sub: 'p-wangfang', device: 'd' }, at: 'seen_at', forMs: 366 * day },
  factor_device: { row: { sub: 'p-wangfang', device: 'd' }, at: 'seen_at', forMs: 366 * day },
  webauthn_challenge: { row: { challenge_hash: 'h', purpose: 'p' }, at: 'expires_at', forMs: 0 },
  activation_code: {
    row: { sub: 'p-wangfang', code_hash: 'h', created_at: 1 },
    at: 'expires_at',
    forMs: 30 * day,
  },
  pending_change: {
    row: {
      ...{ id: 'p', operation: 'people.put', sealed_input: '', state: 'refused', client_id: 'c' },
      ...{ requested_by: 'a', requested_username: 'a', requested_role: 'r', requested_at: 1 },
    },
    at: 'expires_at',
    forMs: 732 * day,
  },
  scheduled_change: {
    row: {
      ...{ id: 's', sub: 'p-wangfang', kind: 'leave', day: '2026-01-01', effective_at: 1 },
      ...{ state: 'done', created_at: 1 },
    },
    at: 'settled_at',
    forMs: 732 * day,
  },
};

const sweptTables = Object.entries(tableLifetimes)
  .filter(([, lifetime]) => 'swept' in lifetime && lifetime.swept === 'sweepExpired')
  .map(([table]) => table);

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
        ofSignIn.map((table) => sso.db.query.selectFrom(table).selectAll().execute()),
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

  it('says of every table of the database by what it is swept, or why it is not', async () => {
    const sso = await startSso({ databaseUrl: await database.url() });
    const tables = (await sso.db.query.introspection.getTables()).map(({ name }) => name);
    expect(tables.filter((name) => !name.startsWith('kysely_')).sort()).toEqual(
      Object.keys(tableLifetimes).sort(),
    );
    expect([...Object.keys(samples), ...ofSignIn].sort()).toEqual([...sweptTables].sort());
    await sso.close();
  });

  it('keeps a row of each of them for its time, and no longer', async () => {
    const sso = await startSso({ databaseUrl: await database.url() });
    await sso.organise();
    await sso.person('wangfang');
    const at = Date.now();
    const names = Object.keys(samples) as Table[];
    const left = async () => {
      const kept: string[] = [];
      for (const table of names) {
        const rows = await sso.db.query
          .selectFrom(table as 'session')
          .selectAll()
          .execute();
        if (rows.length > 0) kept.push(table);
      }
      return kept;
    };
    for (const table of names) {
      const sample = samples[table];
      if (!sample) throw new Error(table);
      const row = { ...sample.row, [sample.at]: at - sample.forMs + 1_000 };
      await sso.db.query
        .insertInto(table as 'session')
        .values(row as never)
        .execute();
    }
    await sweepExpired({ db: sso.db, now: () => at });
    expect(await left()).toEqual(names);
    await sweepExpired({ db: sso.db, now: () => at + 1_000 });
    expect(await left()).toEqual([]);
    await sso.close();
  });
});
