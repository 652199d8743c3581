import { existsSync, readdirSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { root } from '../paths.ts';

/** Something that is built from sources: the shell, a business system's site, a portlet, the npm packages for vendors. */
export type BuildTarget = {
  kind: 'site' | 'portlet' | 'packages';
  /** Relative to the checkout, with slashes. */
  folder: string;
  /** Folders whose files decide whether a build is out of date. */
  sources: string[];
};

// What every bundle may contain or is made by.
const SHARED = [
  'packages/ui',
  'packages/portlet-sdk',
  'packages/problem',
  'packages/portlet-cli',
  'package-lock.json',
];

/** The npm packages contain the conformance kit's page, which is made of the shell, and the documentation. */
const npmPackages: BuildTarget = {
  kind: 'packages',
  folder: 'packages/npm-packages',
  sources: [
    ...SHARED,
    ...['portlet-tck', 'service-kit', 'create-portlet', 'npm-packages'].map((name) => `packages/${name}`),
    ...['shell/client', 'shell/contract', 'docs', 'README.md'],
  ],
};

/** Every build target of the checkout: found by its `vite.config.ts` or `portlet.json`, so a new portlet needs no entry. */
export function buildTargets(): BuildTarget[] {
  const applications = subfolders('portlets');
  const sites = ['shell/client', ...applications.flatMap((app) => [app, `${app}/site`])].filter((folder) =>
    existsSync(join(root, folder, 'vite.config.ts')),
  );
  return [
    ...sites.map((folder) => ({ kind: 'site' as const, folder, sources: sourcesOf(folder) })),
    ...portletProjects().map((folder) => ({ kind: 'portlet' as const, folder, sources: sourcesOf(folder) })),
    npmPackages,
  ];
}

/** Folders with a `portlet.json`: one per application, or several in its folder `portlets`. */
export function portletProjects(): string[] {
  return subfolders('portlets')
    .flatMap((app) => [app, ...subfolders(`${app}/portlets`)])
    .filter((folder) => existsSync(join(root, folder, 'portlet.json')));
}

function sourcesOf(folder: string): string[] {
  const [top, application] = folder.split('/');
  const own =
    top === 'shell'
      ? ['shell/client', 'shell/contract']
      : [folder, `portlets/${application}/contract`, `portlets/${application}/common`];
  return [...new Set([...own, ...SHARED])];
}

function subfolders(folder: string): string[] {
  const path = join(root, folder);
  if (!existsSync(path)) return [];
  return readdirSync(path, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && entry.name !== 'node_modules')
    .map((entry) => relative(root, join(path, entry.name)).split(sep).join('/'))
    .sort();
}
