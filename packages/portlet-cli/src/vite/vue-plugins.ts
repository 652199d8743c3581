import type { PluginOption } from 'vite';
import { ownPackage } from '../project/installed-package.ts';

/**
 * What single-file components of Vue need to be built: for projects whose package.json names Vue, which goes into the portlet itself. A
 * page has as many copies of Vue as portlets written in it; they know nothing of each other.
 *
 * @param folder the portlet project
 */
export async function vuePlugins(folder: string): Promise<PluginOption[]> {
  const { dependencies, devDependencies } = ownPackage(folder);
  if (!dependencies?.vue && !devDependencies?.vue) return [];
  const { default: vue } = await import('@vitejs/plugin-vue');
  return [vue({ isProduction: true }), vueFlags()];
}

/** The parts of Vue that nobody here uses: they would be dead code in every portlet. */
function vueFlags(): PluginOption {
  return {
    name: 'yimen-vue-flags',
    config: () => ({
      define: {
        __VUE_OPTIONS_API__: 'true',
        __VUE_PROD_DEVTOOLS__: 'false',
        __VUE_PROD_HYDRATION_MISMATCH_DETAILS__: 'false',
      },
    }),
  };
}
