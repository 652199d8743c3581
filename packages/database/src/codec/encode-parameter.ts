const int64 = { min: -(2n ** 63n), max: 2n ** 63n - 1n };

/** A parameter that both engines store exactly as given. */
export type EncodedParameter = string | number | bigint | boolean | null | Uint8Array;

/**
 * Makes a bound parameter safe. node:sqlite stores a Date or NaN as NULL without a word and pg turns arrays and
 * dates into text of its own; here a Date becomes epoch milliseconds and everything doubtful is refused.
 * @param value the parameter as the query builder collected it
 * @returns a value that SQLite (after {@link encodeForSqlite}) and PostgreSQL store alike
 * @throws TypeError for undefined, NaN, infinities, invalid dates, functions, symbols, arrays and objects
 */
export function encodeParameter(value: unknown): EncodedParameter {
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return value;
  if (typeof value === 'number') return finite(value);
  if (typeof value === 'bigint') {
    if (value < int64.min || value > int64.max) throw new TypeError(`${value} does not fit a 64-bit integer`);
    return value;
  }
  if (value instanceof Date) return finite(value.getTime());
  if (value instanceof Uint8Array) return value;
  const found = Array.isArray(value) ? 'an array' : typeof value;
  throw new TypeError(`${found} cannot be a SQL parameter; objects and arrays go in columns named *_json`);
}

/** SQLite has no boolean: 1 and 0. */
export function encodeForSqlite(value: unknown): Exclude<EncodedParameter, boolean> {
  const encoded = encodeParameter(value);
  return typeof encoded === 'boolean' ? Number(encoded) : encoded;
}

function finite(value: number): number {
  if (!Number.isFinite(value)) throw new TypeError(`${value} cannot be a SQL parameter`);
  return value;
}
