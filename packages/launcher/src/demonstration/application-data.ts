import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { root } from '../paths.ts';

/**
 * Takes the function `maker` from `portlets/<application>/demonstration`. It is found by this convention and not
 * imported by name: a package knows no application (architecture, 2).
 *
 * @throws when the application has no such function
 */
export async function applicationData<T>(application: string, maker: string): Promise<T> {
  const folder = join(root, 'portlets', application, 'demonstration');
  const file = ['index.ts', `demonstration-${application}s.ts`]
    .map((name) => join(folder, name))
    .find((path) => existsSync(path));
  const exports: Record<string, unknown> = file ? await import(pathToFileURL(file).href) : {};
  if (typeof exports[maker] === 'function') return exports[maker] as T;
  throw new Error(`${folder} has no ${maker}`);
}
