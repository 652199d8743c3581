import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { federation } from '@module-federation/vite';
import react from '@vitejs/plugin-react';
import { build, type PluginOption } from 'vite';
import type { BenchComponent } from '../components/write-components.ts';
import { type BuiltMonolith, inProduction } from '../monolith/build-monolith.ts';

type Options = Parameters<typeof federation>[0];

/** As the plugin's guide has it: each side brings a copy along, and one of them is used. */
const shared: Options['shared'] = {
  react: { singleton: true },
  'react/jsx-runtime': { singleton: true },
  'react-dom': { singleton: true },
  '@yimen/portlet-sdk': { singleton: true },
};

const remoteOf = ({ id }: BenchComponent) => ({ name: `bench_${id}`, folder: `remote-${id}` });

/** Builds every component as a remote of its own, with the official Vite plugin and its defaults. */
export async function buildRemotes(
  folder: string,
  components: readonly BenchComponent[],
): Promise<BuiltMonolith[]> {
  const built: BuiltMonolith[] = [];
  for (const component of components) {
    const { name, folder: site } = remoteOf(component);
    const root = join(folder, site);
    mkdirSync(root, { recursive: true });
    writeFileSync(
      join(root, 'main.ts'),
      `export { View } from ${JSON.stringify(join(component.view, 'view.tsx'))};\n`,
    );
    const options: Options = {
      name,
      filename: 'remoteEntry.js',
      dts: false,
      exposes: { './view': './main.ts' },
      shared,
    };
    built.push({ name: site, dist: await buildSite(root, site, federation(options)), count: 1 });
  }
  return built;
}

/** Builds the page that shows the first of them, all known when it is built, as a host of the official Vite plugin. */
export async function buildHost(
  folder: string,
  components: readonly BenchComponent[],
): Promise<BuiltMonolith> {
  const site = `federation-${components.length}`;
  const root = join(folder, site);
  mkdirSync(root, { recursive: true });
  writeFileSync(join(root, 'main.tsx'), hostSource(components));
  const remotes = components.map((component) => {
    const { name, folder: at } = remoteOf(component);
    return [name, { type: 'module', name, entry: `/${at}/remoteEntry.js` }] as const;
  });
  const plugin = federation({
    name: `bench_host_${components.length}`,
    dts: false,
    remotes: Object.fromEntries(remotes),
    shared,
  });
  return { name: site, dist: await buildSite(root, site, plugin), count: components.length };
}

function hostSource(components: readonly BenchComponent[]): string {
  const page = join(import.meta.dirname, '..', 'monolith', 'client', 'monolith-page.tsx');
  const parts = components.map((component) => {
    const load = `() => import('${remoteOf(component).name}/view').then((module) => module.View)`;
    return `  { id: ${JSON.stringify(component.id)}, title: ${JSON.stringify(component.title)}, load: ${load} },`;
  });
  return [
    `import { startMonolith } from ${JSON.stringify(page)};`,
    'startMonolith([',
    ...parts,
    ']);',
    '',
  ].join('\n');
}

async function buildSite(root: string, name: string, plugin: PluginOption): Promise<string> {
  const dist = join(root, 'dist');
  const input = name.startsWith('federation-') ? 'main.tsx' : 'main.ts';
  await inProduction(() =>
    build({
      root,
      base: `/${name}/`,
      configFile: false,
      envDir: false,
      publicDir: false,
      logLevel: 'error',
      mode: 'production',
      plugins: [react(), plugin],
      build: {
        outDir: dist,
        emptyOutDir: true,
        manifest: true,
        target: 'esnext',
        reportCompressedSize: false,
        chunkSizeWarningLimit: 5_000,
        rolldownOptions: { input: { main: join(root, input) } },
      },
    }),
  );
  return dist;
}
