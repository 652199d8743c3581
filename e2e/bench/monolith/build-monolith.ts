import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import react from '@vitejs/plugin-react';
import { build } from 'vite';
import type { BenchComponent } from '../components/write-components.ts';

/** A built monolith: where it is, and what its document refers to. */
export type BuiltMonolith = { name: string; dist: string; count: number };

/**
 * Builds the same components as one application: everything in one bundle and one style sheet, or (`lazy`) every
 * component in a chunk of its own.
 */
export async function buildMonolith(o: {
  folder: string;
  components: readonly BenchComponent[];
  isLazy: boolean;
}): Promise<BuiltMonolith> {
  const name = `${o.isLazy ? 'lazy' : 'mono'}-${o.components.length}`;
  const root = join(o.folder, name);
  mkdirSync(root, { recursive: true });
  writeFileSync(join(root, 'main.tsx'), entrySource(o.components, o.isLazy));
  const dist = join(root, 'dist');
  await inProduction(() =>
    build({
      root,
      base: `/${name}/`,
      configFile: false,
      envDir: false,
      publicDir: false,
      logLevel: 'warn',
      mode: 'production',
      plugins: [react()],
      build: {
        outDir: dist,
        emptyOutDir: true,
        manifest: true,
        target: 'chrome125',
        reportCompressedSize: false,
        modulePreload: { polyfill: false },
        chunkSizeWarningLimit: 5_000,
        rolldownOptions: { input: { main: join(root, 'main.tsx') } },
      },
    }),
  );
  return { name, dist, count: o.components.length };
}

/** Vite chooses React's production build by a variable of the process. */
export async function inProduction<T>(work: () => Promise<T>): Promise<T> {
  const before = process.env.NODE_ENV;
  process.env.NODE_ENV = 'production';
  try {
    return await work();
  } finally {
    if (before === undefined) delete process.env.NODE_ENV;
    else process.env.NODE_ENV = before;
  }
}

function entrySource(components: readonly BenchComponent[], isLazy: boolean): string {
  const page = join(import.meta.dirname, 'client', 'monolith-page.tsx');
  const file = ({ view }: BenchComponent) => JSON.stringify(join(view, 'view.tsx'));
  const imports = isLazy
    ? []
    : components.map((component) => `import { View as View${component.id} } from ${file(component)};`);
  const parts = components.map((component) => {
    const how = isLazy
      ? `load: () => import(${file(component)}).then((module) => module.View)`
      : `View: View${component.id}`;
    return `  { id: ${JSON.stringify(component.id)}, title: ${JSON.stringify(component.title)}, ${how} },`;
  });
  return [
    `import { startMonolith } from ${JSON.stringify(page)};`,
    ...imports,
    'startMonolith([',
    ...parts,
    ']);',
    '',
  ].join('\n');
}

/** Addresses of the entry and its style sheets, for preloads in the document. */
export function monolithAssets({ name, dist }: Pick<BuiltMonolith, 'name' | 'dist'>): {
  entry: string;
  styles: string[];
} {
  const manifest = JSON.parse(readFileSync(join(dist, '.vite', 'manifest.json'), 'utf8')) as Record<
    string,
    { file: string; isEntry?: boolean; css?: string[] }
  >;
  const entry = Object.values(manifest).find(({ isEntry }) => isEntry);
  if (!entry) throw new Error(`${name} has no entry`);
  return { entry: `/${name}/${entry.file}`, styles: (entry.css ?? []).map((path) => `/${name}/${path}`) };
}
