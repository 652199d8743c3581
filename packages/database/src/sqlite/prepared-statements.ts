import type { DatabaseSync, SQLInputValue, SQLOutputValue, StatementSync } from 'node:sqlite';
import type { QueryResult } from 'kysely';
import { type RowDecoder, rowDecoder } from '../codec/decode-rows.ts';
import { encodeForSqlite } from '../codec/encode-parameter.ts';

/** `columns` is how many values a row has; 0 when the statement returns none. */
type Prepared = { statement: StatementSync; columns: number; decode: RowDecoder };

const capacity = 400;
// These would end or escape the shared transaction, or change it for everybody.
const control = /^(begin|commit|end|rollback|savepoint|release|attach|detach|vacuum|pragma)\b/i;
const changesSchema = /^\s*(create|alter|drop)\b/i;
const endsGroup = /\bor\s+(rollback|fail)\b/i;
const leadingComments = /^(\s|--[^\n]*(\n|$)|\/\*[\s\S]*?\*\/)+/;

/** Prepared statements of one connection, least recently used first out. */
export class PreparedStatements {
  readonly #db: DatabaseSync;
  readonly #schema: StatementSync;
  readonly #cache = new Map<string, Prepared>();

  constructor(db: DatabaseSync) {
    this.#db = db;
    this.#schema = db.prepare('select 1 from sqlite_schema limit 1');
  }

  /** Runs one statement synchronously and decodes its rows. @throws TypeError for parameters that cannot be stored, or the engine's error */
  run(sql: string, parameters: readonly unknown[]): QueryResult<Record<string, unknown>> {
    const encoded = parameters.map(encodeForSqlite);
    const { statement, columns, decode } = this.#prepare(sql);
    if (columns > 0) return { rows: decode(arraysOf(statement, encoded)) };
    const { changes } = statement.run(...encoded);
    // Those that select everything have other columns now.
    if (changesSchema.test(sql)) this.#cache.clear();
    return { rows: [], numAffectedRows: BigInt(changes) };
  }

  #prepare(sql: string): Prepared {
    const known = this.#cache.get(sql);
    if (known) {
      this.#cache.delete(sql);
      this.#cache.set(sql, known);
      return known;
    }
    refuseUnsafe(sql);
    // Only running a statement tells a connection that another one has changed the schema (a migration has): without this
    // the columns would be named as they were.
    this.#schema.get();
    const statement = this.#db.prepare(sql);
    refuseSecondStatement(sql, statement.sourceSQL);
    statement.setReturnArrays(true);
    const names = statement.columns().map(({ name }) => name);
    const prepared = { statement, columns: names.length, decode: rowDecoder(names) };
    this.#cache.set(sql, prepared);
    if (this.#cache.size > capacity) {
      const [oldest] = this.#cache.keys();
      if (oldest !== undefined) this.#cache.delete(oldest);
    }
    return prepared;
  }
}

/** As `setReturnArrays` says; the types of Node know the default only. */
function arraysOf(statement: StatementSync, parameters: SQLInputValue[]): SQLOutputValue[][] {
  return statement.all(...parameters) as unknown as SQLOutputValue[][];
}

function refuseUnsafe(sql: string): void {
  const start = sql.replace(leadingComments, '');
  if (control.test(start))
    throw new Error(`"${start.slice(0, 20)}" is not for queries: use database.transaction()`);
  if (endsGroup.test(sql)) throw new Error('"or rollback" and "or fail" would reach into other transactions');
}

function refuseSecondStatement(sql: string, prepared: string): void {
  // node:sqlite prepares the first statement and drops the rest without a word.
  const rest = sql.slice(prepared.length).replace(leadingComments, '');
  if (rest.replaceAll(';', '').trim() !== '')
    throw new Error('one statement at a time: what follows ";" would be ignored');
}
