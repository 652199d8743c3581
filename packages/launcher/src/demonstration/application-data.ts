import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { root } from '../paths.ts';

/**
 * Loads `portlets/<application>/demonstration/index.ts`. It is found by this convention and not imported by name: a
 * package knows no application (architecture, 2).
 *
 * @returns its exports, or undefined when the application has no demonstration data
 */
export async function applicationData<T>(application: string): Promise<Partial<T> | undefined> {
  const folder = join(root, 'portlets', application, 'demonstration');
  const file = ['index.ts', `demonstration-${application}s.ts`]
    .map((name) => join(folder, name))
    .find(existsSync);
  if (!file) return undefined;
  return (await import(pathToFileURL(file).href)) as Partial<T>;
}
