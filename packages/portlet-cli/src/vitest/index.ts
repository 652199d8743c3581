import { createRequire } from 'node:module';
import { dirname, resolve } from 'node:path';
import type { UserConfig } from 'vite';
import { vuePlugins } from '../vite/vue-plugins.ts';

/** Packages of which a test needs one copy: React, and what holds on to it. */
const single = ['react', 'react-dom', '@testing-library/react', '@testing-library/dom'];

/** Every import of a single package, wherever it is written, becomes the copy that the SDK and the UI package use. */
function aliases(): { find: RegExp; replacement: string }[] {
  const require = createRequire(createRequire(import.meta.url).resolve('@yimen/portlet-sdk/package.json'));
  return single.map((name) => ({
    find: new RegExp(`^${name}(/.*)?$`),
    replacement: `${dirname(require.resolve(`${name}/package.json`))}$1`,
  }));
}

/**
 * Vitest's configuration for a portlet project (`export default portletTests()` in vitest.config.ts). The packages of
 * Yimen may be links to a folder with a React of its own; in tests every import of React is that one, as on a page every
 * one is the shell's.
 *
 * @param root folder of the project; the working folder unless said
 */
export function portletTests(root = process.cwd()): UserConfig & { test: object } {
  return {
    root: resolve(root),
    plugins: [vuePlugins(resolve(root))],
    resolve: { alias: aliases() },
    test: {
      environment: 'jsdom',
      // Through Vite, as in a build: Ant Design's files do not all load in Node by themselves.
      server: { deps: { inline: [/[\\/]@yimen[\\/]/] } },
      include: ['{client,test}/**/*.test.{ts,tsx}'],
    },
  };
}
