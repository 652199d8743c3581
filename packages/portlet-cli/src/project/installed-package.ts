import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** The members of a package.json that the build reads. */
export type PackageJson = {
  readonly name?: string;
  readonly version?: string;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
  /** Settings of this tool. */
  readonly yimen?: { readonly portal?: unknown };
  readonly peerDependencies?: Readonly<Record<string, string>>;
};

/** Looks for a file in a folder and every folder above it. */
function findUp(folder: string, path: string): string | undefined {
  for (let at = folder; ; at = dirname(at)) {
    const file = join(at, path);
    if (existsSync(file)) return file;
    if (dirname(at) === at) return undefined;
  }
}

function read(file: string | undefined): PackageJson | undefined {
  return file === undefined ? undefined : (JSON.parse(readFileSync(file, 'utf8')) as PackageJson);
}

/** The package.json that a folder belongs to. */
export function ownPackage(folder: string): PackageJson {
  return read(findUp(folder, 'package.json')) ?? {};
}

/** The package.json of an installed package, as Node would find it from the folder. */
export function installedPackage(folder: string, name: string): PackageJson | undefined {
  return read(findUp(folder, join('node_modules', name, 'package.json')));
}
