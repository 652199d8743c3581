import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { audience, scope } from '../services/service-identity.ts';
import { type ComponentIdentity, componentSource, identityOf } from './component-source.ts';
import { componentStyles } from './component-styles.ts';
import { createRandom } from './random.ts';

/** A generated component and the portlet projects that publish it. */
export type BenchComponent = ComponentIdentity & {
  /** Folder with `view.tsx`; the monolith imports it. */
  view: string;
  /** Portlet projects of the same source files: without and with `prefetch`. */
  portlets: { name: string; project: string; isPrefetched: boolean }[];
};

const INDEX = (view: string) => `import { definePortlet } from '@yimen/portlet-sdk';
import descriptor from '../portlet.json' with { type: 'json' };

export const portlet = definePortlet({
  descriptor,
  modes: { view: () => import(${JSON.stringify(view)}).then((module) => module.View) },
});
`;

/**
 * Writes the components and, for each, two portlet projects that differ in one word of their descriptor.
 *
 * @param folder a new temporary folder
 * @param root the checkout, whose packages the projects are built with
 */
export function writeComponents(folder: string, root: string, count: number): BenchComponent[] {
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'), 'dir');
  return Array.from({ length: count }, (_, index) => writeComponent(folder, index + 1));
}

function writeComponent(folder: string, number: number): BenchComponent {
  const random = createRandom(number);
  const identity = identityOf(String(number).padStart(2, '0'), random);
  const source = componentSource(identity, random);
  const styles = componentStyles(random);
  const portlets = [false, true].map((isPrefetched) => {
    const name = `bench-${isPrefetched ? 'prefetched-' : ''}${identity.id}`;
    const project = join(folder, name);
    writeFiles(project, {
      'package.json': JSON.stringify({ name, version: '1.0.0', private: true, type: 'module' }),
      'portlet.json': JSON.stringify(descriptorOf(name, identity, isPrefetched), null, 2),
      'client/index.tsx': INDEX('./view/view.tsx'),
      'client/view/view.tsx': source,
      'client/view/view.module.css': styles,
    });
    return { name, project, isPrefetched };
  });
  const view = join(folder, 'components', identity.id);
  writeFiles(view, { 'view.tsx': source, 'view.module.css': styles });
  return { ...identity, view, portlets };
}

function writeFiles(folder: string, files: Record<string, string>): void {
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(join(folder, path, '..'), { recursive: true });
    writeFileSync(join(folder, path), content);
  }
}

function descriptorOf(name: string, { id, title }: ComponentIdentity, isPrefetched: boolean): object {
  return {
    name,
    version: '1.0.0',
    sdk: '^0.1.0',
    title,
    description: { 'zh-CN': '性能测量用的演示模块', 'en-US': 'Invented portlet to measure with' },
    category: 'tools',
    modes: ['view'],
    windowStates: ['normal', 'maximized', 'minimized'],
    resources: { table: { path: `/api/tables/${id}`, ...(isPrefetched && { prefetch: true }) } },
    service: { audience, scopes: [scope] },
    size: { columns: 4, rows: 8 },
  };
}
