import { columns, type Migration } from '@yimen/database';
import type { Kysely } from 'kysely';

type FileRow = { portlet: string; version: string; path: string; sha384: string; entry: string };

/** What a release's bytes are checked against, who signed it, and what was found. */
export const releaseIntegrity: Migration = {
  async up(db: Kysely<any>) {
    const added = {
      modules_json: columns.json,
      base_url: columns.id,
      signature: columns.id,
      key_id: columns.id,
      damaged_at: columns.instant,
      damaged_path: columns.id,
    };
    for (const [name, type] of Object.entries(added))
      await db.schema.alterTable('release').addColumn(name, type(db)).execute();
    await fillModules(db);
    await db.schema
      .createTable('publisher_key')
      .addColumn('publisher', columns.id(db), (column) => column.notNull())
      .addColumn('key_id', columns.id(db), (column) => column.notNull())
      .addColumn('jwk_json', columns.json(db), (column) => column.notNull())
      .addColumn('created_at', columns.instant(db), (column) => column.notNull())
      .addColumn('created_by', columns.id(db), (column) => column.notNull())
      .addColumn('revoked_at', columns.instant(db))
      .addColumn('revoked_by', columns.id(db))
      .addColumn('compromised_since', columns.instant(db))
      .addPrimaryKeyConstraint('publisher_key_key', ['publisher', 'key_id'])
      .execute();
    await db.schema
      .createTable('publisher_policy')
      .addColumn('publisher', columns.id(db), (column) => column.primaryKey())
      .addColumn('is_signature_required', columns.boolean(db), (column) => column.notNull())
      .addColumn('origins_json', columns.json(db), (column) => column.notNull())
      .addColumn('updated_at', columns.instant(db), (column) => column.notNull())
      .addColumn('updated_by', columns.id(db), (column) => column.notNull())
      .execute();
    await db.schema
      .createTable('integrity_report')
      .addColumn('id', columns.id(db), (column) => column.primaryKey())
      .addColumn('reported_at', columns.instant(db), (column) => column.notNull())
      .addColumn('source', columns.id(db), (column) => column.notNull())
      .addColumn('sub', columns.id(db))
      .addColumn('portlet', columns.id(db), (column) => column.notNull())
      .addColumn('version', columns.id(db), (column) => column.notNull())
      .addColumn('path', columns.id(db), (column) => column.notNull())
      .addColumn('origin', columns.id(db))
      .addColumn('expected', columns.id(db), (column) => column.notNull())
      .addColumn('actual', columns.id(db))
      .execute();
    await db.schema
      .createIndex('integrity_report_reported_at')
      .on('integrity_report')
      .column('reported_at')
      .execute();
  },
  async down(db: Kysely<any>) {
    for (const table of ['integrity_report', 'publisher_policy', 'publisher_key'])
      await db.schema.dropTable(table).execute();
    for (const name of ['modules_json', 'base_url', 'signature', 'key_id', 'damaged_at', 'damaged_path'])
      await db.schema.alterTable('release').dropColumn(name).execute();
  },
};

/** Releases of several files that are there already get the hashes of the others from what is stored. */
async function fillModules(db: Kysely<any>): Promise<void> {
  const files: FileRow[] = await db
    .selectFrom('release_file')
    .innerJoin('release', (join) =>
      join
        .onRef('release.portlet', '=', 'release_file.portlet')
        .onRef('release.version', '=', 'release_file.version'),
    )
    .select([
      'release.portlet',
      'release.version',
      'release.entry',
      'release_file.path',
      'release_file.sha384',
    ])
    .execute();
  const others = files.filter(({ path, entry }) => path !== entry && /\.(m?js|css)$/.test(path));
  for (const rows of Map.groupBy(others, ({ portlet, version }) => `${portlet} ${version}`).values()) {
    const [{ portlet, version } = { portlet: '', version: '' }] = rows;
    await db
      .updateTable('release')
      .set({ modules_json: Object.fromEntries(rows.map(({ path, sha384 }) => [path, `sha384-${sha384}`])) })
      .where('portlet', '=', portlet)
      .where('version', '=', version)
      .execute();
  }
}
