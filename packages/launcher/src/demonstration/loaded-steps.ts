import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Which parts of the demonstration data are loaded, kept beside the databases. */
export type LoadedSteps = { has(step: string): boolean; add(step: string): void };

/** A step is written down when it is through; one that was interrupted runs again, and its requests are idempotent. */
export function openLoadedSteps(dataDir: string): LoadedSteps {
  const file = join(dataDir, 'demonstration.json');
  const steps = new Set<string>(existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as string[]) : []);
  return {
    has: (step) => steps.has(step),
    add(step) {
      steps.add(step);
      writeFileSync(`${file}.new`, JSON.stringify([...steps]), { flush: true });
      renameSync(`${file}.new`, file);
    },
  };
}
