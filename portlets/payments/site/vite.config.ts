import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

export default defineConfig({
  root: import.meta.dirname,
  plugins: [react()],
  // The service puts the nonce of each document here (`siteDocument` of @yimen/relying-party).
  html: { cspNonce: '__YIMEN_NONCE__' },
  build: { outDir: 'dist', emptyOutDir: true, chunkSizeWarningLimit: 1500 },
});
