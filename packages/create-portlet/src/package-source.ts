import { existsSync, readFileSync } from 'node:fs';
import { dirname, isAbsolute, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { UsageError } from './usage-error.ts';

/** Folder of this package. */
export const packageRoot = resolve(dirname(fileURLToPath(import.meta.url)), '..');
const packagesFolder = dirname(packageRoot);
const defaultPortal = 'http://localhost:4000';

/**
 * Where a new project gets the packages of Yimen from: it is a folder of their workspace, or links to their
 * repository, or npm installs them from the portal that offers them.
 */
export type PackageSource =
  | { readonly kind: 'workspace'; readonly portal: string }
  | { readonly kind: 'links'; readonly portal: string }
  | {
      readonly kind: 'registry';
      readonly portal: string;
      readonly registry: string;
      readonly version: string;
    };

/** What the person said, or npm did for her. */
export type SourceOptions = {
  /** Address of the portal. */
  readonly portal?: string | undefined;
  /** Address of the npm registry that has the packages; of a portal it is `<portal>/npm/`. */
  readonly registry?: string | undefined;
};

function addressOf(text: string, option: string): string {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (!url || !/^https?:$/.test(url.protocol)) {
    throw new UsageError(`${option} begins with http:// or https://, as in http://localhost:4000`);
  }
  return text;
}

/**
 * Finds out where a project's packages come from.
 *
 * @param folder the new project
 * @param options the portal and the registry, where they are known
 * @throws UsageError for an address that is none, and when the registry cannot be known
 */
export function packageSource(folder: string, options: SourceOptions): PackageSource {
  const manifest = JSON.parse(readFileSync(join(packageRoot, 'package.json'), 'utf8')) as {
    version: string;
    private?: boolean;
  };
  const portal = options.portal && addressOf(options.portal, '--portal').replace(/\/+$/, '');
  // Only what lies in the repository is private.
  if (manifest.private) {
    const path = relative(dirname(packagesFolder), folder);
    const isInside = path !== '' && !path.startsWith('..') && !isAbsolute(path);
    return { kind: isInside ? 'workspace' : 'links', portal: portal ?? defaultPortal };
  }
  const named = options.registry ?? (portal && `${portal}/npm/`) ?? registryAbove(folder);
  if (!named) {
    throw new UsageError(
      'Where do the packages of Yimen come from? Say --portal https://portal.example, or --registry with the npm registry that has them.',
    );
  }
  const registry = `${addressOf(named, '--registry').replace(/\/+$/, '')}/`;
  const offering = /^(.+)\/npm\/$/.exec(registry)?.[1];
  return {
    kind: 'registry',
    portal: portal ?? offering ?? defaultPortal,
    registry,
    version: manifest.version,
  };
}

/** What a project above says, when the tool is run from there. */
function registryAbove(folder: string): string | undefined {
  for (let at = folder; ; at = dirname(at)) {
    const file = join(at, '.npmrc');
    const [, found] = (existsSync(file) && /^@yimen:registry=(\S+)$/m.exec(readFileSync(file, 'utf8'))) || [];
    if (found) return found;
    if (dirname(at) === at) return undefined;
  }
}

/** A package of the repository, seen from the project. */
export const repositoryPath = (folder: string, ...path: string[]): string =>
  relative(folder, join(packagesFolder, ...path)).replaceAll('\\', '/');
