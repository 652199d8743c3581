import { type RawBuilder, sql } from 'kysely';

/**
 * Folds text for searching: compatibility forms and accents removed, lower case. Store it in a column of its own and
 * search that: LIKE and lower() differ between the engines for anything but ASCII.
 * @param text what a person wrote
 */
export function foldText(text: string): string {
  return text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase().trim();
}

/**
 * Condition "the folded column contains this", the same on both engines.
 * @param column name of a column that holds {@link foldText} of something
 * @param text what a person typed; folded here, `%` and `_` are literal
 */
export function containsFolded(column: string, text: string): RawBuilder<boolean> {
  const pattern = `%${foldText(text).replace(/[\\%_]/g, '\\$&')}%`;
  return sql<boolean>`${sql.ref(column)} like ${pattern} escape '\\'`;
}
