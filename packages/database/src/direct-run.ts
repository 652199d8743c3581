import type { Kysely, QueryResult } from 'kysely';

/**
 * Runs a compiled statement outside of a transaction, under all rules of the database, and decodes what it gives.
 * @param isEager settles when it has run; in a unit of work the waiting for the disk is left to the unit
 */
export type DirectRun = (
  sql: string,
  parameters: readonly unknown[],
  isEager: boolean,
) => Promise<QueryResult<Record<string, unknown>>>;

// biome-ignore lint/suspicious/noExplicitAny: whatever schema a database has
const runs = new WeakMap<Kysely<any>, DirectRun>();

/** Says how statements of this Kysely may go around it. */
// biome-ignore lint/suspicious/noExplicitAny: as above
export function setDirectRun(query: Kysely<any>, run: DirectRun): void {
  runs.set(query, run);
}

/** The short way of this Kysely, where its engine has one. */
// biome-ignore lint/suspicious/noExplicitAny: as above
export function directRunOf(query: Kysely<any>): DirectRun | undefined {
  return runs.get(query);
}
