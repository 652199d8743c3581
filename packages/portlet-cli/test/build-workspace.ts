import { cpSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const repository = join(import.meta.dirname, '../../..');

/** Folder of a fixture project. */
export function fixture(name: string): string {
  return join(import.meta.dirname, 'fixtures', name);
}

/** A folder outside of the repository whose node_modules link to its packages, as `file:` dependencies do. */
export function outsideFolder(): { folder: string; remove: () => void } {
  const folder = mkdtempSync(join(tmpdir(), 'yimen-vendor-'));
  symlinkSync(join(repository, 'node_modules'), join(folder, 'node_modules'));
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) };
}

/** A copy of a fixture outside of the repository, with some files replaced. */
export function copyOf(
  name: string,
  files: Record<string, string> = {},
): { folder: string; remove: () => void } {
  const { folder, remove } = outsideFolder();
  cpSync(fixture(name), folder, { recursive: true });
  for (const [path, text] of Object.entries(files)) writeFileSync(join(folder, path), text);
  return { folder, remove };
}
