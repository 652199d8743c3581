export type { Migration } from 'kysely/migration';
export { type Bus, maximumMessageBytes } from './bus.ts';
export { columns, dialectOf } from './columns.ts';
export type { DatabaseLog } from './database-log.ts';
export { containsFolded, foldText } from './folded-text.ts';
export { type DatabaseInspection, inspectDatabase } from './inspect/inspect-database.ts';
export { type Database, openDatabase } from './open-database.ts';
export { isDatabaseUnavailable } from './unavailable.ts';
export { isUniqueViolation } from './unique-violation.ts';
