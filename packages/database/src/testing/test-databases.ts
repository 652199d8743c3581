import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { newPostgresDatabase, postgresSource } from './postgres-source.ts';

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

let directory: string | undefined;
let count = 0;

function newSqliteFile(): string {
  if (directory === undefined) {
    const made = mkdtempSync(join(tmpdir(), 'yimen-sqlite-'));
    process.once('exit', () => rmSync(made, { recursive: true, force: true }));
    directory = made;
  }
  count += 1;
  return `sqlite:${join(directory, `${count}.db`)}`;
}
