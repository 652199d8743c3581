import { globSync, readFileSync } from 'node:fs';
import { builtinModules, findPackageJSON } from 'node:module';
import { dirname, join, relative, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { root as repositoryRoot } from '../src/paths.ts';

type Manifest = {
  name: string;
  workspaces: string[];
} & Record<'dependencies' | 'devDependencies' | 'peerDependencies', Record<string, string> | undefined>;

type Source = { file: string; text: string; imports: string[] };

const read = (file: string): string => readFileSync(join(repositoryRoot, file), 'utf8');
const manifestOf = (folder: string): Manifest => JSON.parse(read(join(folder, 'package.json')));
const declaredBy = (o: Manifest): string[] =>
  [o.dependencies, o.devDependencies, o.peerDependencies].flatMap((group) => Object.keys(group ?? {}));

const rootManifest = manifestOf('.');
const workspaces = globSync(
  rootManifest.workspaces.map((pattern) => `${pattern}/package.json`),
  { cwd: repositoryRoot },
)
  .map((file) => dirname(file))
  .sort();

/** What is built or installed, and projects in the making: they have manifests of their own. */
const foreign = /(^|\/)(node_modules|dist|\.cache|\.data|template|template-adapters)$/;
const importing = /^(?:(?:import|export)\b[^'"`;=]*\bfrom|import)\s+['"]([^'"]+)['"];?$/gm;

function sourcesOf(folder: string): Source[] {
  const files = globSync(`${folder}/**/*.{ts,tsx,mjs,vue,css,html}`, {
    cwd: repositoryRoot,
    exclude: (path) => foreign.test(String(path)),
  });
  return files.map((file) => {
    const text = read(file);
    // Code that a test writes down is no import of its own.
    const code = /\.(css|html)$/.test(file) ? '' : text.replace(/`[^`]*`/g, '');
    return { file, text, imports: [...code.matchAll(importing)].map(([, from = '']) => from) };
  });
}

const packageOf = (specifier: string): string =>
  specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/');

/** What a declared package wants beside itself. */
function peersOf(name: string): string[] {
  const file = findPackageJSON(name, join(repositoryRoot, 'package.json'));
  const { peerDependencies }: Manifest = file ? JSON.parse(readFileSync(file, 'utf8')) : {};
  return Object.keys(peerDependencies ?? {});
}

const isApplication = (folder: string): boolean =>
  globSync(`${folder}/{,portlets/*/}portlet.json`, { cwd: repositoryRoot }).length > 0;

const isOwn = (folder: string, target: string): boolean =>
  !relative(join(repositoryRoot, folder), target).startsWith('..');

describe.each(workspaces)('workspace %s', (folder) => {
  const manifest = manifestOf(folder);
  const declared = declaredBy(manifest);
  const sources = sourcesOf(folder);

  it('reaches into no other workspace by a relative path', () => {
    const crossings = sources.flatMap(({ file, imports }) =>
      imports
        .filter((from) => from.startsWith('.'))
        .filter((from) => !isOwn(folder, resolve(repositoryRoot, dirname(file), from)))
        .map((from) => `${file}: ${from}`),
    );
    expect(crossings).toEqual([]);
  });

  it('declares every package that it imports', () => {
    const known = new Set([...declared, ...declaredBy(rootManifest), ...builtinModules, manifest.name]);
    const undeclared = sources.flatMap(({ file, imports }) =>
      imports
        .filter((from) => !from.startsWith('.') && !from.startsWith('node:'))
        .map(packageOf)
        .filter((name) => !known.has(name))
        .map((name) => `${file}: ${name}`),
    );
    expect([...new Set(undeclared)]).toEqual([]);
  });

  it('uses every package that it declares', () => {
    const text = sources.map((source) => source.text).join('\n');
    const peers = declared.flatMap(peersOf);
    const isUsed = (name: string) =>
      ["'", '"'].some((quote) => text.includes(`${quote}${name}`)) ||
      text.includes(`@vitest-environment ${name}`) ||
      peers.includes(name) ||
      // The launcher runs it where a portlet's descriptor lies.
      (name === '@yimen/portlet-cli' && isApplication(folder));
    const unused = declared
      // Types belong to the package that they describe.
      .map((name) => name.replace(/^@types\//, ''))
      .filter((name) => !isUsed(name));
    expect(unused).toEqual([]);
  });
});
