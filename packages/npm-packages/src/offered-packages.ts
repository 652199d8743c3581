import { cpSync, existsSync, globSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** Folders of `packages/` that a vendor needs, for portlets and for a service of her own. */
export const offeredFolders = [
  'problem',
  'portlet-sdk',
  'ui',
  'portlet-tck',
  'portlet-cli',
  'service-kit',
  'create-portlet',
] as const;

type Manifest = Record<string, unknown> & {
  readonly name: string;
  readonly files?: readonly string[];
  readonly exports?: unknown;
  readonly dependencies?: Readonly<Record<string, string>>;
};

const offeredNames = new Set<string>(offeredFolders.map((folder) => `@yimen/${folder}`));
const isSource = (path: string) => /\.tsx?$/.test(path) && !path.endsWith('.d.ts');

/** `./src/index.ts` is `./src/index.js` when it is compiled; types lie beside it. */
function compiledExports(value: unknown): unknown {
  if (typeof value === 'string') return isSource(value) ? value.replace(/\.tsx?$/, '.js') : value;
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, compiledExports(member)]));
}

/**
 * The package.json of an offered package: no devDependencies, not private, and the other offered packages by exact version.
 *
 * @param manifest the one of the repository
 * @param version version of the release
 */
export function offeredManifest(manifest: Manifest, version: string): Manifest {
  const { private: _private, devDependencies: _devDependencies, files: _files, ...kept } = manifest;
  const dependencies = Object.fromEntries(
    Object.entries(manifest.dependencies ?? {}).map(([name, range]) => [
      name,
      offeredNames.has(name) ? version : range,
    ]),
  );
  return {
    ...kept,
    version,
    ...(kept.exports !== undefined && { exports: compiledExports(kept.exports) }),
    ...(Object.keys(dependencies).length > 0 && { dependencies }),
  };
}

/**
 * Copies everything of a package that is not compiled: what its `files` name, but no sources and no tests of them.
 *
 * @param folder the package in the repository
 * @param target where its archive is made of
 */
export function copyAssets(folder: string, target: string): void {
  const { files = [] } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as Manifest;
  for (const path of ['README.md', ...files]) {
    const from = join(folder, path);
    if (!existsSync(from)) continue;
    cpSync(from, join(target, path), {
      recursive: true,
      filter: (source) => !/[\\/](node_modules|dist)$/.test(source) && !(path === 'src' && isSource(source)),
    });
  }
}

/**
 * The pages of the documentation with all that they lead to, for `yimen docs` without a repository.
 *
 * @param repository the checkout
 * @param target folder for them
 */
export function copyDocumentation(repository: string, target: string): void {
  const patterns = ['docs/**/*.{md,png,svg}', '*.md', '{packages,shell,sso-server,portlets}/**/*.md'];
  const exclude = (path: unknown) =>
    /(^|[\\/])(node_modules|dist|template|template-adapters)$/.test(String(path));
  for (const path of patterns.flatMap((pattern) => globSync(pattern, { cwd: repository, exclude })).sort()) {
    mkdirSync(dirname(join(target, path)), { recursive: true });
    writeFileSync(join(target, path), readFileSync(join(repository, path)));
  }
}
