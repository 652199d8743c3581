import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { runFolder } from '../fixtures/run-folder.ts';

type Kept = Record<string, string[]>;

/**
 * Recovery codes that nobody has used yet, by person. They lie in a file of the run, because the
 * process that set a factor up ends with the first test that fails, and the next one has to sign in as the same person.
 */
const file = (): string => join(runFolder(), 'recovery-codes.json');

/** Keeps the codes that a person was shown, instead of those that she had. */
export function keepRecoveryCodes(username: string, codes: string[]): void {
  write({ ...read(), [username]: codes });
}

/** Takes one of a person's codes away, to use it. */
export function takeRecoveryCode(username: string): string {
  const kept = read();
  const code = kept[username]?.pop();
  if (code === undefined) throw new Error(`no recovery code of ${username} is left`);
  write(kept);
  return code;
}

function read(): Kept {
  try {
    return JSON.parse(readFileSync(file(), 'utf8')) as Kept;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return {};
    throw error;
  }
}

function write(kept: Kept): void {
  writeFileSync(file(), JSON.stringify(kept));
}
