import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

// The page of the conformance kit (`@yimen/portlet-tck`), which serves it under /host/.
export default defineConfig({
  root: import.meta.dirname,
  base: '/host/',
  plugins: [react()],
  define: { FEDERATION_OPTIMIZE_NO_SNAPSHOT_PLUGIN: 'true', ENV_TARGET: '"web"' },
  build: {
    target: 'chrome125',
    modulePreload: { polyfill: false },
    rolldownOptions: {
      input: { host: 'main.tsx' },
      output: { entryFileNames: '[name].js', assetFileNames: '[name][extname]' },
    },
    cssCodeSplit: false,
    chunkSizeWarningLimit: 1_000,
  },
});
