import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { type PortletTemplate, packageOf, typesOfTests } from './adapter-files.ts';
import {
  type PackageSource,
  packageRoot,
  packageSource,
  repositoryPath,
  type SourceOptions,
} from './package-source.ts';
import { UsageError } from './usage-error.ts';

/** A new portlet project. */
export type CreatedPortlet = { readonly folder: string; readonly nextSteps: readonly string[] };

/** Settings of {@link createPortlet}. */
export type NewPortlet = SourceOptions & {
  readonly folder: string;
  /** React unless said. */
  readonly adapter?: PortletTemplate;
};

const template = join(packageRoot, 'template');
/** What is different for portlets that are not React. */
const adapterTemplates = join(packageRoot, 'template-adapters');
/** Files of the React template that are in every project. */
const common = /^(gitignore|package\.json|portlet\.tck\.json|tsconfig\.json|vitest\.config\.ts)$/;
/** Names in the template, and what becomes of them. */
const templateName = 'my-portlet';
const templateComponent = 'MyPortlet';

const pascalCase = (name: string) =>
  name.replaceAll(/(?:^|-)([a-z0-9])/g, (_whole, letter: string) => letter.toUpperCase());

function fill(text: string, name: string): string {
  return text.replaceAll(templateName, name).replaceAll(templateComponent, pascalCase(name));
}

function filesIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)))
    .filter((path) => !/^(dist|node_modules)\b/.test(path));
}

/** Files of the project, each with the template's file that it comes from. */
function templateFiles(adapter: PortletTemplate): Map<string, string> {
  const from = (folder: string, paths: string[]) =>
    paths.map((path) => [path.replaceAll('\\', '/'), join(folder, path)] as const);
  const base = from(template, filesIn(template));
  if (adapter === 'react') return new Map(base);
  const own = join(adapterTemplates, adapter);
  return new Map([...base.filter(([path]) => common.test(path)), ...from(own, filesIn(own))]);
}

type Dependencies = Record<string, string>;
type TemplatePackage = {
  dependencies: Dependencies;
  devDependencies: Dependencies;
  yimen: { portal: string };
};

/** Which packages of Yimen the project takes, and for which portal it is. */
function withSource(text: string, folder: string, source: PackageSource): string {
  const manifest = JSON.parse(text) as TemplatePackage;
  manifest.yimen.portal = source.portal;
  for (const list of [manifest.dependencies, manifest.devDependencies]) {
    for (const name of Object.keys(list)) {
      if (!name.startsWith('@yimen/')) continue;
      if (source.kind === 'registry') list[name] = source.version;
      if (source.kind === 'links') list[name] = `file:${repositoryPath(folder, name.slice(7))}`;
    }
  }
  return `${JSON.stringify(manifest, null, 2)}\n`;
}

/** The schema's place seen from the project, for editors. */
function withSchema(text: string, folder: string, { kind }: PackageSource): string {
  const path =
    kind === 'workspace'
      ? repositoryPath(folder, 'portlet-sdk', 'portlet.schema.json')
      : './node_modules/@yimen/portlet-sdk/portlet.schema.json';
  return text.replace(/"\$schema": "[^"]*"/, `"$schema": ${JSON.stringify(path)}`);
}

/**
 * Makes a portlet project from the template: one that builds, passes its tests and can be published as it is.
 *
 * @param name name of the portlet
 * @param options `folder` to put it in; `adapter`; the portal that it is for, and the npm registry of our packages
 * @returns the folder and what to do next
 * @throws UsageError when the name is no portlet name, the folder is not empty, or the registry cannot be known
 */
export function createPortlet(name: string, options: NewPortlet): CreatedPortlet {
  if (!/^[a-z][a-z0-9-]{0,62}[a-z0-9]$/.test(name)) {
    throw new UsageError(
      `"${name}" is no name of a portlet: lower-case letters, digits and hyphens, 2 to 64`,
    );
  }
  const folder = resolve(options.folder);
  if (existsSync(folder) && readdirSync(folder).length > 0) throw new UsageError(`${folder} is not empty`);
  const source = packageSource(folder, options);
  const { adapter = 'react' } = options;
  for (const [path, from] of templateFiles(adapter)) {
    let text = fill(readFileSync(from, 'utf8'), name);
    if (path === 'package.json') text = withSource(packageOf(text, adapter), folder, source);
    if (path === 'tsconfig.json' && adapter === 'frame') text = typesOfTests(text);
    if (path === 'portlet.json') text = withSchema(text, folder, source);
    const target = join(folder, fill(path, name).replace(/^gitignore$/, '.gitignore'));
    mkdirSync(dirname(target), { recursive: true });
    writeFileSync(target, text);
  }
  // Only our packages come from there; all others from wherever this machine's npm gets them.
  if (source.kind === 'registry')
    writeFileSync(join(folder, '.npmrc'), `@yimen:registry=${source.registry}\n`);
  const change = relative(process.cwd(), folder);
  return {
    folder,
    nextSteps: [
      ...(change ? [`cd ${change}`] : []),
      'npm install',
      'npx yimen dev       # shows it in the portal, and every change as you save',
      'npm test',
      'npx yimen publish --check',
    ],
  };
}
