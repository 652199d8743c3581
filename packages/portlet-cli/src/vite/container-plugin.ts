import { extname, join } from 'node:path';
import type { Plugin, Rolldown } from 'vite';
import { buildRange } from './build-range.ts';
import { isShared } from './forbidden-import.ts';
import type { MistakeList } from './portlet-mistakes.ts';
import type { Need } from './runtime/share-scope.ts';
import { markAddresses, scopedText } from './scope-styles.ts';

/** What the container plugin finds out while it builds. */
export type ContainerFacts = { needs: Record<string, string>; hasStyles: boolean };

/** Settings of {@link containerPlugin}. */
export type ContainerOptions = {
  /** Name of the portlet. */
  readonly portlet: string;
  /** Absolute path of the module that exports `portlet`. */
  readonly client: string;
  /** The range that is written down for a shared package which the code really imports. */
  readonly rangeOf: (packageName: string) => string;
  readonly mistakes: MistakeList;
  /** Receives the facts when the build is done. */
  readonly onBuilt: (facts: ContainerFacts) => void;
};

/** File of a portlet's container. */
export const entryFile = 'remoteEntry.js';

/**
 * V8: compile every function of the file while it loads, off the main thread. Nearly all of a portlet's functions run as
 * soon as it is shown; to other browsers this is a comment.
 */
const compileHint = '//# allFunctionsCalledOnLoad\n';

// TypeScript in the repository, compiled where npm has installed it.
const runtimeFile = (name: string) =>
  join(import.meta.dirname, 'runtime', `${name}${extname(import.meta.filename)}`);
const entryId = '\0yimen-container';
// Vite wraps every import() to preload chunks and styles; one file has neither.
const preloadHelper = '\0vite/preload-helper.js';
const sharedPrefix = '\0yimen-shared:';

function entryCode(client: string): string {
  return `import { createContainer } from ${JSON.stringify(runtimeFile('container'))};
const container = createContainer({ needs: __YIMEN_NEEDS__, css: __YIMEN_CSS__, address: import.meta.url, loadPortlet: () => import(${JSON.stringify(client)}) });
export const init = container.init;
export const get = container.get;
export const needsRuntime = false;`;
}

/** CommonJS, because its members are looked up when they are used: no list of the names that a package exports. */
function sharedCode(name: string): string {
  return `module.exports = require(${JSON.stringify(runtimeFile('share-scope'))}).takeShared(${JSON.stringify(name)});`;
}

/** Shared packages whose code is really in the output. */
function sharedIn(bundle: Rolldown.OutputBundle): string[] {
  const names = Object.values(bundle).flatMap((file) =>
    file.type === 'chunk' ? file.moduleIds.filter((id) => id.startsWith(sharedPrefix)) : [],
  );
  return [...new Set(names.map((id) => id.slice(sharedPrefix.length)))].sort();
}

/** Takes the style sheets out of the output and gives back their text. */
function takeStyles(bundle: Rolldown.OutputBundle): string {
  let css = '';
  for (const name of Object.keys(bundle).sort()) {
    const file = bundle[name];
    if (file?.type !== 'asset' || !name.endsWith('.css')) continue;
    css += markAddresses(file.source.toString(), name);
    delete bundle[name];
  }
  return css;
}

/**
 * Makes one ES module of a portlet: a Module Federation container whose shared packages come from the shell only,
 * with the code of each mode evaluated when it is first shown and all CSS inside (architecture D3).
 */
export function containerPlugin(options: ContainerOptions): Plugin {
  const { portlet, client, rangeOf, mistakes, onBuilt } = options;
  return {
    name: 'yimen-container',
    enforce: 'pre',
    config: () => ({
      base: './',
      build: {
        modulePreload: false,
        cssCodeSplit: false,
        rolldownOptions: {
          input: { remoteEntry: entryId },
          preserveEntrySignatures: 'strict',
          output: {
            entryFileNames: entryFile,
            assetFileNames: 'assets/[name]-[hash][extname]',
            codeSplitting: false,
          },
        },
      },
    }),
    resolveId(id, importer) {
      if (id === entryId) return id;
      return importer && isShared(id) ? sharedPrefix + id : null;
    },
    load(id) {
      if (id === entryId) return entryCode(client);
      if (id === preloadHelper) return 'export const __vitePreload = (load) => load();';
      if (!id.startsWith(sharedPrefix)) return null;
      return { code: sharedCode(id.slice(sharedPrefix.length)), moduleSideEffects: false };
    },
    buildEnd(error) {
      if (error) return;
      const exported = this.getModuleInfo(client)?.exports ?? [];
      if (!exported.includes('portlet')) {
        mistakes.add(
          client,
          undefined,
          'exports no "portlet"; write: export const portlet = definePortlet({ … })',
        );
      }
    },
    generateBundle: {
      order: 'post',
      handler(_options, bundle) {
        const css = scopedText(takeStyles(bundle), portlet);
        const ranges = sharedIn(bundle).map((name) => [name, rangeOf(name)] as const);
        const needs = ranges.map(([name, range]): [string, Need] => [name, [range, buildRange(range)]]);
        for (const file of Object.values(bundle)) {
          if (file.type !== 'chunk') continue;
          file.code =
            compileHint +
            file.code
              .replace('__YIMEN_NEEDS__', () => JSON.stringify(Object.fromEntries(needs)))
              .replace('__YIMEN_CSS__', () => JSON.stringify(css));
        }
        onBuilt({ needs: Object.fromEntries(ranges), hasStyles: css !== '' });
      },
    },
  };
}
