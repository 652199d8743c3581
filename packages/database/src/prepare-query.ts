import type { Compilable, CompiledQuery, Kysely, QueryResult } from 'kysely';
import { directRunOf } from './direct-run.ts';

/** Where a value of each run goes: in the list of parameters, as it is or as JSON. */
type Slot = { index: number; name: string; isJson: boolean };
type Prepared<R> = { compiled: CompiledQuery<R>; slots: Slot[] };

const marker = (name: string) => `\u0001yimen value ${name}\u0001`;

/**
 * A query that is built and compiled once and then runs with other values: for statements of a hot path, where building
 * takes as long as running. Values are encoded by the name of their column, as everywhere; each has to be a value by
 * itself (`values`, `set`, `where`), and none may be undefined.
 * @param query Kysely of the database (not a transaction's)
 * @param build gets a stand-in for each value by its name, once, at the first run
 * @param o `isEager`: inside of `database.unit()` it settles as soon as it has run, and the unit waits until it is durable
 * @returns runs the query with one set of values
 * @example
 * const find = prepareQuery<{ id: string }, Item>(db.query, (query, value) =>
 *   query.selectFrom('item').selectAll().where('id', '=', value.id));
 * const { rows } = await find({ id: 'a' });
 */
export function prepareQuery<Values extends object, R = unknown, T = unknown>(
  query: Kysely<T>,
  build: (query: Kysely<T>, value: Values) => Compilable<R>,
  o: { isEager?: boolean } = {},
): (values: Values) => Promise<QueryResult<R>> {
  let prepared: Prepared<R> | undefined;
  const direct = directRunOf(query);
  const isEager = o.isEager ?? false;
  return (values) => {
    prepared ??= compile(build(query, standIns<Values>()));
    const { compiled, slots } = prepared;
    const parameters = [...compiled.parameters];
    for (const { index, name, isJson } of slots) {
      const value: unknown = values[name as keyof Values];
      if (value === undefined) throw new TypeError(`no value for "${name}" of a prepared query`);
      parameters[index] = isJson && value !== null ? JSON.stringify(value) : value;
    }
    if (direct) return direct(compiled.sql, parameters, isEager) as Promise<QueryResult<R>>;
    return query.executeQuery({ ...compiled, parameters });
  };
}

/** Whatever is read of it stands for a value; the builder only passes it on. */
function standIns<Values extends object>(): Values {
  return new Proxy({} as Values, { get: (_, name) => marker(String(name)) });
}

function compile<R>(compilable: Compilable<R>): Prepared<R> {
  const compiled = compilable.compile();
  const slots = compiled.parameters.flatMap((parameter, index): Slot[] => {
    const asJson = jsonText(parameter);
    const [, name] = markerPattern.exec(asJson ?? String(parameter)) ?? [];
    return name === undefined ? [] : [{ index, name, isJson: asJson !== undefined }];
  });
  return { compiled, slots };
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: so that no ordinary text is taken for a stand-in
const markerPattern = /^\u0001yimen value (.+)\u0001$/;

/** The codec has made JSON of the stand-ins of `*_json` columns. */
function jsonText(parameter: unknown): string | undefined {
  if (typeof parameter !== 'string' || !parameter.startsWith('"')) return undefined;
  return JSON.parse(parameter) as string;
}
