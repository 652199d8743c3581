import { openDatabase } from '@yimen/database';
import { testDatabases } from '@yimen/database/testing';
import { describe, expect, it } from 'vitest';
import type { PortalTables } from '../database-schema.ts';
import { portalMigrations } from '../migrations/index.ts';
import { createPublisherStore } from '../stores/publisher-store.ts';

const name = '20261125T1600-publisher-policy';

describe.each(testDatabases())('publishers of before signatures had three rules, on $name', ({ url }) => {
  it('have to sign as before, or by their keys where nobody had asked for it', async () => {
    const address = await url();
    const before = Object.fromEntries(Object.entries(portalMigrations).filter(([key]) => key < name));
    const old = await openDatabase<PortalTables>({ url: address, migrations: before });
    for (const [publisher, isRequired] of [
      ['asked', true],
      ['free', false],
    ] as const) {
      const row = { publisher, is_signature_required: isRequired, origins_json: ['https://a.example'] };
      // The row as it was, without the columns that the type has now.
      await old.query
        .insertInto('publisher_policy')
        .values({ ...row, updated_at: 1, updated_by: 'p' } as never)
        .execute();
    }
    await old.close();
    const db = await openDatabase<PortalTables>({ url: address, migrations: portalMigrations });
    expect(await createPublisherStore(db).policies()).toEqual([
      { ...policy('asked'), signature_rule: 'required' },
      { ...policy('free'), signature_rule: null },
    ]);
    await db.close();
  });
});

const policy = (publisher: string) => ({
  ...{ publisher, origins_json: ['https://a.example'], people_json: null },
  ...{ updated_at: 1, updated_by: 'p' },
});
