import { sql } from 'kysely';
import { columns, type Database, type Migration, openDatabase } from '../src/index.ts';

/** Tables that the tests of this package work on. */
export type Shop = {
  item: {
    id: string;
    title: string | null;
    amount: number | null;
    is_sold: boolean | null;
    details_json: unknown;
    sold_at: number | null;
  };
  entry: { id: string; item_id: string; amount: number };
};

/** Migrations of {@link Shop}, written to run on both engines. */
export const shopMigrations: Record<string, Migration> = {
  '20261123T1000-create-item': {
    async up(db) {
      await db.schema
        .createTable('item')
        .addColumn('id', columns.id(db), (column) => column.primaryKey())
        .addColumn('title', columns.text(db), (column) => column.unique())
        .addColumn('amount', columns.integer(db), (column) => column.check(sql`amount >= 0`))
        .addColumn('is_sold', columns.boolean(db), (column) => column.defaultTo(false))
        .addColumn('details_json', columns.json(db))
        .addColumn('sold_at', columns.instant(db))
        .execute();
    },
  },
  '20261123T1100-create-entry': {
    async up(db) {
      await db.schema
        .createTable('entry')
        .addColumn('id', columns.id(db), (column) => column.primaryKey())
        .addColumn('item_id', columns.id(db), (column) =>
          column.notNull().references('item.id').onDelete('cascade'),
        )
        .addColumn('amount', columns.integer(db), (column) => column.notNull())
        .execute();
    },
  },
};

/** Opens a shop. */
export function openShop(url: string): Promise<Database<Shop>> {
  return openDatabase<Shop>({ url, migrations: shopMigrations });
}
