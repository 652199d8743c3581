import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { newPostgresDatabase, postgresSource } from './postgres-source.ts';
import { runFolder } from './run-folder.ts';

/** One engine to run a suite on. */
export type TestDatabase = {
  /** `sqlite` or `postgres`. */
  name: string;
  /** A new, empty database; gone when the test run ends. */
  url(): Promise<string>;
};

/**
 * The engines that this machine can test on: SQLite always, PostgreSQL when `YIMEN_TEST_POSTGRES_URL` names a server
 * or its programs are installed (a throw-away cluster is started once for the whole run and removed after it).
 * Use as `describe.each(testDatabases())('$name', ({ url }) => …)`.
 */
export function testDatabases(): TestDatabase[] {
  const sqlite: TestDatabase = { name: 'sqlite', url: async () => newSqliteFile() };
  const source = postgresSource();
  if (!source) return [sqlite];
  return [sqlite, { name: 'postgres', url: () => newPostgresDatabase(source) }];
}

function newSqliteFile(): string {
  return `sqlite:${join(runFolder('sqlite', './folder-keeper.ts'), `${randomUUID()}.db`)}`;
}
