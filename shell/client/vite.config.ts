import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin } from 'vite';

const designSystem =
  /\/node_modules\/(antd|@ant-design|@rc-component|dayjs|stylis|@emotion|@babel|clsx|is-mobile|scroll-into-view-if-needed|compute-scroll-into-view|throttle-debounce)\/|\/packages\/ui\/src\//;

/** Modules that the entry imports statically: the first screen. */
const firstScreen = new Set<string>();

const findFirstScreen: Plugin = {
  name: 'yimen-first-screen',
  buildEnd() {
    const open = [...this.getModuleIds()].filter((id) => id.endsWith('/shell/client/main.tsx'));
    for (let id = open.pop(); id !== undefined; id = open.pop()) {
      if (firstScreen.has(id)) continue;
      firstScreen.add(id);
      open.push(...(this.getModuleInfo(id)?.importedIds ?? []));
    }
  },
};

export default defineConfig({
  root: import.meta.dirname,
  base: '/shell/',
  plugins: [react(), findFirstScreen],
  // Remotes are plain ES modules by address: no manifests, so no snapshots, and never Node.
  define: { FEDERATION_OPTIMIZE_NO_SNAPSHOT_PLUGIN: 'true', ENV_TARGET: '"web"' },
  build: {
    target: 'chrome125',
    manifest: true,
    // The portal server writes the preloads of the first screen; the polyfill would be dead weight.
    modulePreload: { polyfill: false },
    rolldownOptions: {
      input: { index: 'main.tsx' },
      output: {
        codeSplitting: {
          // Otherwise a group takes React with it, and the first screen would wait for the design system.
          includeDependenciesRecursively: false,
          // Each request costs more than the bytes it saves (README): the first screen is one file, and what several
          // parts of the design system share is another.
          groups: [
            { name: 'index', test: (id) => firstScreen.has(id), priority: 10 },
            { name: 'ui-base', test: (id) => designSystem.test(id.replaceAll('\\', '/')), minShareCount: 2 },
          ],
        },
      },
    },
    chunkSizeWarningLimit: 1_000,
  },
});
