import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

const designSystem =
  /\/node_modules\/(antd|@ant-design|@rc-component|dayjs|stylis|@emotion|@babel|clsx|scroll-into-view-if-needed|compute-scroll-into-view|throttle-debounce)\/|\/packages\/ui\/src\/(?!theme\/)/;

function isDesignSystem(id: string): boolean {
  return designSystem.test(id.replaceAll('\\', '/'));
}

export default defineConfig({
  root: import.meta.dirname,
  base: '/shell/',
  plugins: [react()],
  // Remotes are plain ES modules by address: no manifests, so no snapshots, and never Node.
  define: { FEDERATION_OPTIMIZE_NO_SNAPSHOT_PLUGIN: 'true', ENV_TARGET: '"web"' },
  build: {
    target: 'chrome125',
    manifest: true,
    // The portal server writes the preloads of the first screen; the polyfill would be dead weight.
    modulePreload: { polyfill: false },
    cssCodeSplit: true,
    rolldownOptions: {
      input: { index: 'main.tsx' },
      output: {
        codeSplitting: {
          // Otherwise a group takes React with it, and the first screen would wait for the design system.
          includeDependenciesRecursively: false,
          // What several parts of the design system share is one request and not twelve; the theme is on the
          // first screen and stays with it.
          groups: [{ name: 'ui-base', test: isDesignSystem, minShareCount: 2 }],
        },
      },
    },
    chunkSizeWarningLimit: 1_500,
  },
});
