const sqliteUnique = new Set([1555, 2067]); // SQLITE_CONSTRAINT_PRIMARYKEY, SQLITE_CONSTRAINT_UNIQUE
const postgresUnique = '23505';

/**
 * Whether a statement failed because a primary key or unique index has the value already.
 * @param error what the query threw, on either engine
 */
export function isUniqueViolation(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  if ('errcode' in error && typeof error.errcode === 'number') return sqliteUnique.has(error.errcode);
  return 'code' in error && error.code === postgresUnique;
}
