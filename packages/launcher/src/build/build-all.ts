import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { cacheDir, root } from '../paths.ts';
import { buildTarget } from './build-target.ts';
import { type BuildTarget, buildTargets } from './build-targets.ts';
import { sourceHash } from './source-hash.ts';

const AT_ONCE = 2;
const record = join(cacheDir, 'builds.json');

/**
 * Builds what is out of date: the shell, the business systems' sites, the portlets.
 *
 * @throws naming every target that failed, with the tool's own words
 */
export async function buildAll(o: {
  say: (line: string) => void;
  force?: boolean;
  /** Applications that are left out. */
  without?: ReadonlySet<string>;
}): Promise<void> {
  const known = readRecord();
  const waiting = buildTargets()
    .filter(({ folder }) => !o.without?.has(folder.split('/')[1] ?? ''))
    .filter((target) => o.force || isStale(target, known));
  const failures: string[] = [];
  const worker = async () => {
    for (let target = waiting.shift(); target; target = waiting.shift()) {
      const startedAt = Date.now();
      const hash = sourceHash(target.sources);
      try {
        await buildTarget(target);
        known[target.folder] = hash;
        writeRecord(known);
        o.say(`✓ ${target.folder} (${((Date.now() - startedAt) / 1000).toFixed(1)} s)`);
      } catch (error) {
        failures.push(`✗ ${target.folder}\n${error instanceof Error ? error.message : String(error)}`);
      }
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  if (failures.length > 0) throw new Error(failures.join('\n\n'));
}

function isStale(target: BuildTarget, known: Record<string, string>): boolean {
  return (
    !existsSync(join(root, target.folder, 'dist')) || known[target.folder] !== sourceHash(target.sources)
  );
}

function readRecord(): Record<string, string> {
  try {
    return JSON.parse(readFileSync(record, 'utf8'));
  } catch {
    // Missing or half of one: everything is built again.
    return {};
  }
}

function writeRecord(known: Record<string, string>): void {
  mkdirSync(cacheDir, { recursive: true });
  writeFileSync(`${record}.new`, JSON.stringify(known, null, 2));
  renameSync(`${record}.new`, record);
}
