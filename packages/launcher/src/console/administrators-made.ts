import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const fileIn = (dataDir: string) => join(dataDir, 'first-administrators.json');

/** Notes in the data directory that the one-time command has run, and for which user names; never a password. */
export function noteAdministrators(dataDir: string, usernames: readonly string[]): void {
  writeFileSync(fileIn(dataDir), `${JSON.stringify({ usernames })}\n`);
}

/** The user names of the three first administrators; undefined until they have been made. */
export function madeAdministrators(dataDir: string): readonly string[] | undefined {
  const file = fileIn(dataDir);
  if (!existsSync(file)) return undefined;
  return (JSON.parse(readFileSync(file, 'utf8')) as { usernames: string[] }).usernames;
}
