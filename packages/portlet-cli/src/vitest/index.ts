import { resolve } from 'node:path';
import type { UserConfig } from 'vite';

/**
 * Vitest's configuration for a portlet project (`export default portletTests()` in vitest.config.ts). The packages of
 * Yimen may be links to another folder with a React of its own; here every import of React is the project's, as on a
 * page every one is the shell's.
 *
 * @param root folder of the project; the working folder unless said
 */
export function portletTests(root = process.cwd()): UserConfig {
  const single = ['react', 'react-dom', '@testing-library/react', '@tanstack/react-query'];
  return {
    root: resolve(root),
    resolve: { dedupe: [...single, '@yimen/portlet-sdk', '@yimen/problem', '@yimen/ui'] },
    test: {
      environment: 'jsdom',
      include: ['client/**/*.test.{ts,tsx}'],
      // Only what Vite itself loads is deduplicated.
      server: {
        deps: {
          inline: [/@yimen\//, /@testing-library\//, /@tanstack\//, /packages\/(ui|problem|portlet-sdk)\//],
        },
      },
    },
  } as UserConfig;
}
