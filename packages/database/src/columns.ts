import { type CreateTableBuilder, type Kysely, PostgresAdapter, sql } from 'kysely';

type DataTypeExpression = Parameters<CreateTableBuilder<string>['addColumn']>[1];

/**
 * The engine behind a Kysely instance, for the few places where SQL has to differ.
 * @param db any instance, inside migrations too
 */
// biome-ignore lint/suspicious/noExplicitAny: migrations have no schema type, by design of Kysely
export function dialectOf(db: Kysely<any>): 'sqlite' | 'postgres' {
  return db.getExecutor().adapter instanceof PostgresAdapter ? 'postgres' : 'sqlite';
}

type Column = (
  // biome-ignore lint/suspicious/noExplicitAny: as above
  db: Kysely<any>,
) => DataTypeExpression;

const column =
  (sqlite: DataTypeExpression, postgres: () => DataTypeExpression): Column =>
  (db) =>
    dialectOf(db) === 'sqlite' ? sqlite : postgres();

/**
 * Column types for migrations that run on both engines: `.addColumn('payload_json', columns.json(db))`.
 * The suffix of the name decides how values are decoded; the type here has to fit it.
 */
export const columns = {
  /** Identifiers: sorted by byte in both engines. */
  id: column('text', () => sql`text collate "C"`),
  /** Text for people; PostgreSQL sorts it by its own collation. */
  text: column('text', () => 'text'),
  /** For `is_*`. */
  boolean: column('integer', () => 'boolean'),
  /** 64 bits; JavaScript reads up to 2^53. Money is kept in 分 in such a column. */
  integer: column('integer', () => 'bigint'),
  /** For `*_at`: epoch milliseconds. */
  instant: column('integer', () => 'bigint'),
  /** For `*_json`. */
  json: column('text', () => 'jsonb'),
  /** Floating point. */
  real: column('real', () => 'double precision'),
  /** Bytes. */
  binary: column('blob', () => 'bytea'),
} as const satisfies Record<string, Column>;
