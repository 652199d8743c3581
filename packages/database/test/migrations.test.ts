import { sql } from 'kysely';
import { describe, expect, it } from 'vitest';
import { columns, type Migration, openDatabase } from '../src/index.ts';
import { testDatabases } from '../src/testing/index.ts';
import { runProcess } from './run-process.ts';
import { openShop, shopMigrations } from './shop.ts';

const addNote: Migration = {
  async up(db) {
    await db.schema.createTable('note').addColumn('id', columns.id(db)).execute();
  },
};

describe.each(testDatabases())('migrations on $name', ({ url, name }) => {
  it('run once when four processes start together', async () => {
    const address = await url();
    const results = await Promise.all(Array.from({ length: 4 }, () => runProcess('open-and-close', address)));
    expect(results.map((result) => result.err)).toEqual(['', '', '', '']);
    expect(results.map((result) => Number(result.out)).toSorted()).toEqual([0, 0, 0, 2]);
  }, 60_000);

  it('of one start are applied together or not at all, and the failed one is named', async () => {
    const address = await url();
    const broken: Migration = {
      async up(db) {
        await db.schema.createTable('half').addColumn('id', columns.id(db)).execute();
        await sql`insert into nowhere values (1)`.execute(db);
      },
    };
    const migrations = { '20261123T0900-note': addNote, '20261123T1000-broken': broken };
    await expect(openDatabase({ url: address, migrations })).rejects.toThrow(
      'migration 20261123T1000-broken failed',
    );
    const database = await openDatabase<{ note: { id: string }; half: { id: string } }>({
      url: address,
      migrations: { '20261123T0900-note': addNote },
    });
    expect(await database.query.selectFrom('note').selectAll().execute()).toEqual([]);
    await expect(database.query.selectFrom('half').selectAll().execute()).rejects.toThrow();
    await database.close();
  });

  it('that change a table are seen by the first statement that reads everything of it', async () => {
    const address = await url();
    const first: Migration = {
      async up(db) {
        await addNote.up(db);
        await db.schema.alterTable('note').addColumn('first', columns.text(db)).execute();
        await db.schema.alterTable('note').addColumn('last', columns.text(db)).execute();
        await sql`insert into note values ('a', 'one', 'two')`.execute(db);
      },
    };
    const second: Migration = {
      async up(db) {
        await db.schema.alterTable('note').dropColumn('first').execute();
        await db.schema.alterTable('note').addColumn('added', columns.text(db)).execute();
      },
    };
    const before = await openDatabase({ url: address, migrations: { '20261123T0900-note': first } });
    await before.close();
    const after = await openDatabase<{ note: Record<string, string | null> }>({
      url: address,
      migrations: { '20261123T0900-note': first, '20261123T1000-other': second },
    });
    const all = await after.query.selectFrom('note').selectAll().execute();
    expect(all).toEqual([{ id: 'a', last: 'two', added: null }]);
    await after.close();
  });

  it('keep data, and may come from a package with an older name', async () => {
    const address = await url();
    const before = await openShop(address);
    await before.query
      .insertInto('item')
      .values({ id: 'a', details_json: [1] })
      .execute();
    await before.close();
    const after = await openDatabase<{ item: { id: string; details_json: unknown }; note: { id: string } }>({
      url: address,
      migrations: { ...shopMigrations, '20260101T0000-note': addNote },
    });
    expect(await after.query.selectFrom('item').select(['id', 'details_json']).execute()).toEqual([
      { id: 'a', details_json: [1] },
    ]);
    expect(await after.query.selectFrom('note').selectAll().execute()).toEqual([]);
    await after.close();
  });

  it('that have been applied must still be there', async () => {
    const address = await url();
    await (await openShop(address)).close();
    await expect(openDatabase({ url: address, migrations: {} })).rejects.toThrow('could not be migrated');
  });

  it('have names with a time', async () => {
    const address = await url();
    const migrations = { 'add-note': addNote, '20261123T0900_note': addNote };
    await expect(openDatabase({ url: address, migrations })).rejects.toThrow('add-note, 20261123T0900_note');
  });

  it.runIf(name === 'sqlite')('cannot bring constraints that would fail in the common COMMIT', async () => {
    const deferred: Migration = {
      async up(db) {
        await db.schema
          .createTable('a')
          .addColumn('id', 'text', (column) => column.primaryKey())
          .execute();
        await db.schema
          .createTable('b')
          .addColumn('a_id', 'text')
          .addForeignKeyConstraint('to_a', ['a_id'], 'a', ['id'], (key) =>
            key.deferrable().initiallyDeferred(),
          )
          .execute();
      },
    };
    const opening = openDatabase({ url: await url(), migrations: { '20261123T0900-deferred': deferred } });
    await expect(opening).rejects.toThrow('must not be deferred: b');
  });
});
