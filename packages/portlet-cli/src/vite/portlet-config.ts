import { createHash } from 'node:crypto';
import { relative } from 'node:path';
import type { InlineConfig } from 'vite';
import type { PortletProject } from '../project/read-project.ts';
import { sharedRanges } from '../project/shared-ranges.ts';
import { type ContainerFacts, containerPlugin } from './container-plugin.ts';
import { importRulesPlugin } from './import-rules-plugin.ts';
import type { MistakeList } from './portlet-mistakes.ts';
import { styleRulesPlugin } from './style-rules-plugin.ts';
import { vuePlugins } from './vue-plugins.ts';

/**
 * Names classes by portlet, file and content. Two versions of a portlet on one page never share a class, and the
 * folder that the build ran in does not matter.
 */
export function scopedName({ folder, descriptor }: PortletProject) {
  return (local: string, file: string, css: string): string => {
    const path = relative(folder, file.split('?', 1)[0] ?? file).replaceAll('\\', '/');
    const hash = createHash('sha256').update(path).update('\0').update(css).digest('base64url');
    return `${descriptor.name}_${local}_${hash.slice(0, 6)}`;
  };
}

/**
 * Vite's configuration for building a portlet. It is the whole configuration: a vite.config of the project is not
 * read, so that every portlet is built alike.
 *
 * @param project the portlet
 * @param options where to write, and where mistakes and facts of the build go
 */
export async function portletConfig(
  project: PortletProject,
  options: { outDir: string; mistakes: MistakeList; onBuilt: (facts: ContainerFacts) => void },
): Promise<InlineConfig> {
  const { folder, client, descriptor } = project;
  const { mistakes, onBuilt, outDir } = options;
  const rangeOf = sharedRanges(folder, descriptor);
  return {
    root: folder,
    configFile: false,
    envDir: false,
    publicDir: false,
    logLevel: 'warn',
    mode: 'production',
    oxc: { jsx: { runtime: 'automatic', development: false } },
    // The descriptor is used as a whole, so a variable for each of its members would only cost bytes.
    json: { namedExports: false },
    css: { modules: { generateScopedName: scopedName(project) } },
    build: { outDir, emptyOutDir: true, reportCompressedSize: false, sourcemap: false },
    plugins: [
      importRulesPlugin(mistakes),
      styleRulesPlugin(mistakes, descriptor.adapter === 'element'),
      ...(await vuePlugins(folder)),
      containerPlugin({ portlet: descriptor.name, client, rangeOf, mistakes, onBuilt }),
    ],
  };
}
