import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { UsageError } from '../commands/exit-code.ts';
import { type PortletTemplate, packageOf, typesOfTests } from './adapter-files.ts';

/** A new portlet project. */
export type CreatedPortlet = { readonly folder: string; readonly nextSteps: readonly string[] };

const packageRoot = resolve(import.meta.dirname, '../..');
const packagesFolder = dirname(packageRoot);
const repository = dirname(packagesFolder);
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

function isInside(folder: string, parent: string): boolean {
  const path = relative(parent, folder);
  return path !== '' && !path.startsWith('..');
}

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
type TemplatePackage = { dependencies: Dependencies; devDependencies: Dependencies };

/** Outside of this repository its packages are links to it: they are not in a package registry. */
function linkOutside(text: string, folder: string): string {
  const manifest = JSON.parse(text) as TemplatePackage;
  for (const list of [manifest.dependencies, manifest.devDependencies]) {
    for (const name of Object.keys(list)) {
      if (!name.startsWith('@yimen/')) continue;
      list[name] = `file:${relative(folder, join(packagesFolder, name.slice(7))).replaceAll('\\', '/')}`;
    }
  }
  return `${JSON.stringify(manifest, null, 2)}\n`;
}

/** The schema's place seen from the project, for editors. */
function withSchema(text: string, folder: string, isOutside: boolean): string {
  const schema = join(packagesFolder, 'portlet-sdk', 'portlet.schema.json');
  const path = isOutside
    ? './node_modules/@yimen/portlet-sdk/portlet.schema.json'
    : relative(folder, schema).replaceAll('\\', '/');
  return text.replace(/"\$schema": "[^"]*"/, `"$schema": ${JSON.stringify(path)}`);
}

/**
 * Makes a portlet project from the template: one that builds, passes its tests and can be published as it is.
 *
 * @param name name of the portlet
 * @param options `folder` to put it in; `adapter`, React unless said
 * @returns the folder and what to do next
 * @throws UsageError when the name is no portlet name or the folder is not empty
 */
export function createPortlet(
  name: string,
  options: { folder: string; adapter?: PortletTemplate },
): CreatedPortlet {
  if (!/^[a-z][a-z0-9-]{0,62}[a-z0-9]$/.test(name)) {
    throw new UsageError(
      `"${name}" is no name of a portlet: lower-case letters, digits and hyphens, 2 to 64`,
    );
  }
  const folder = resolve(options.folder);
  if (existsSync(folder) && readdirSync(folder).length > 0) throw new UsageError(`${folder} is not empty`);
  const isOutside = !isInside(folder, repository);
  const { adapter = 'react' } = options;
  for (const [path, source] of templateFiles(adapter)) {
    let text = fill(readFileSync(source, 'utf8'), name);
    if (path === 'package.json') text = packageOf(text, adapter);
    if (path === 'tsconfig.json' && adapter === 'frame') text = typesOfTests(text);
    if (path === 'package.json' && isOutside) text = linkOutside(text, folder);
    if (path === 'portlet.json') text = withSchema(text, folder, isOutside);
    const target = join(folder, fill(path, name).replace(/^gitignore$/, '.gitignore'));
    mkdirSync(dirname(target), { recursive: true });
    writeFileSync(target, text);
  }
  const change = relative(process.cwd(), folder);
  return {
    folder,
    nextSteps: [
      ...(change ? [`cd ${change}`] : []),
      'npm install',
      'npm test',
      'npx yimen dev --portal http://localhost:4000',
      'npx yimen check && npx yimen publish --portal http://localhost:4000',
    ],
  };
}
