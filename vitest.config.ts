import vue from '@vitejs/plugin-vue';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  plugins: [vue()],
  test: {
    include: ['{packages,shell,sso-server,portlets}/**/*.test.{ts,tsx}'],
    exclude: ['**/node_modules/**', '**/dist/**'],
    typecheck: { enabled: false },
    // No test waits for time: this only ends one that hangs.
    testTimeout: 60_000,
    hookTimeout: 60_000,
    // Two cores are what CI has; more workers only make them wait for each other.
    maxWorkers: 2,
    // A shared machine may stand still for seconds; a test that fails twice has found something.
    retry: process.env.CI ? 1 : 0,
  },
});
