import { sql } from 'kysely';
import { describe, expect, it } from 'vitest';
import { columns, containsFolded, foldText, type Migration, openDatabase } from '../src/index.ts';
import { testDatabases } from '../src/testing/index.ts';

const createPerson: Migration = {
  async up(db) {
    await db.schema
      .createTable('person')
      .addColumn('id', columns.id(db), (column) => column.primaryKey())
      .addColumn('name_folded', columns.text(db), (column) => column.notNull())
      .execute();
  },
};

describe.each(testDatabases())('searching on $name', ({ url }) => {
  it('finds the same on both engines', async () => {
    type Tables = { person: { id: string; name_folded: string } };
    const database = await openDatabase<Tables>({
      url: await url(),
      migrations: { '20261123T1000-person': createPerson },
    });
    const names = ['Élodie ÅNGSTRÖM', 'ＡＢＣ 全角', '张伟', '100%_sure', 'back\\slash'];
    await database.query
      .insertInto('person')
      .values(names.map((name) => ({ id: name, name_folded: foldText(name) })))
      .execute();
    const find = async (text: string) =>
      (
        await database.query
          .selectFrom('person')
          .select('id')
          .where(containsFolded('name_folded', text))
          .execute()
      ).map((row) => row.id);
    expect(await find('elodie')).toEqual(['Élodie ÅNGSTRÖM']);
    expect(await find('ångström')).toEqual(['Élodie ÅNGSTRÖM']);
    expect(await find('abc')).toEqual(['ＡＢＣ 全角']);
    expect(await find('伟')).toEqual(['张伟']);
    expect(await find('0%_S')).toEqual(['100%_sure']);
    expect(await find('%')).toEqual(['100%_sure']);
    expect(await find('k\\s')).toEqual(['back\\slash']);
    const { rows } = await sql<{
      id: string;
    }>`select id from person where ${containsFolded('person.name_folded', '张')}`.execute(database.query);
    expect(rows).toEqual([{ id: '张伟' }]);
    await database.close();
  });
});
