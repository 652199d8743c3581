import { createHash } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { sharedPackages } from '@yimen/portlet-sdk/descriptor';
import { createLogger, createServer, type InlineConfig, type Logger, searchForWorkspaceRoot } from 'vite';
import { UsageError } from '../commands/exit-code.ts';
import { type PortletProject, readProject } from '../project/read-project.ts';
import { entryFile } from '../vite/container-plugin.ts';
import { importRulesPlugin } from '../vite/import-rules-plugin.ts';
import { scopedName } from '../vite/portlet-config.ts';
import { MistakeList, mistakeText } from '../vite/portlet-mistakes.ts';
import { scopeStyles } from '../vite/scope-styles.ts';
import { styleRulesPlugin } from '../vite/style-rules-plugin.ts';
import { vuePlugins } from '../vite/vue-plugins.ts';
import { devContainerPlugin, devDependencyPlugin } from './dev-container-plugin.ts';
import { shownMistake, type ViteError } from './runtime/build-error.ts';
import { startFrameDev } from './start-frame-dev.ts';

/** Settings of {@link startDev}. */
export type DevOptions = {
  readonly folder: string;
  /** Address of the portal that shall show the portlet. */
  readonly portal: string;
  /** 0 takes any free port. */
  readonly port: number;
  /** Fails when the port is taken, instead of taking the next one that is free. */
  readonly isPortFixed?: boolean;
};

/** A running development server. */
export type RunningDev = {
  readonly name: string;
  /** Address of the container. */
  readonly entry: string;
  /** The portal with this portlet taken from here. */
  readonly address: string;
  close(): Promise<void>;
};

async function devConfig(
  project: PortletProject,
  { portal, port, isPortFixed = false }: DevOptions,
): Promise<InlineConfig> {
  const { folder, client, descriptor } = project;
  const mistakes = new MistakeList(folder, (mistake) => {
    throw new Error(mistakeText(mistake));
  });
  return {
    root: folder,
    configFile: false,
    envDir: false,
    // Not in node_modules, which several portlets may share.
    cacheDir: join(tmpdir(), 'yimen-dev', createHash('sha256').update(folder).digest('hex').slice(0, 16)),
    publicDir: false,
    appType: 'custom',
    mode: 'development',
    clearScreen: false,
    customLogger: plainLogger(folder),
    oxc: { jsx: { runtime: 'automatic', development: false } },
    css: {
      modules: { generateScopedName: scopedName(project) },
      postcss: {
        plugins: [{ postcssPlugin: 'yimen-scope', OnceExit: (root) => scopeStyles(root, descriptor.name) }],
      },
    },
    optimizeDeps: {
      entries: [client],
      exclude: [...sharedPackages],
      rolldownOptions: { plugins: [devDependencyPlugin()] },
    },
    server: {
      host: 'localhost',
      port,
      strictPort: isPortFixed && port !== 0,
      // The container shows what cannot be built in the portlet's own window.
      hmr: { overlay: false },
      cors: { origin: new URL(portal).origin },
      // The container's own code lies in this package, which may be a link to another folder.
      fs: { allow: [searchForWorkspaceRoot(folder), resolve(import.meta.dirname, '../..')] },
    },
    plugins: [
      importRulesPlugin(mistakes),
      ...(await vuePlugins(folder)),
      styleRulesPlugin(mistakes),
      devContainerPlugin(project),
    ],
  };
}

/** Vite's log; of a mistake in the portlet it says file, line and sentence, and nothing of Vite's inside. */
function plainLogger(root: string): Logger {
  const logger = createLogger('info', { allowClearScreen: false });
  return {
    ...logger,
    error(text, options) {
      if (!options?.error) return logger.error(text, options);
      const { place, message, excerpt } = shownMistake(options.error as ViteError, root);
      return logger.error(
        [`${place ? `${place}: ` : ''}${message}`, excerpt].filter(Boolean).join('\n'),
        options,
      );
    },
  };
}

/**
 * Serves a portlet from its sources to a running portal: somebody with the role portlet-developer opens the portal
 * with `?dev=<name>=<entry>`, and the portlet's windows show each change when it is saved. Nobody else is concerned.
 *
 * @param options project, portal, port
 * @returns the addresses, and `close`
 * @throws PortletMistakes when the project cannot be read; UsageError when a fixed port is taken
 */
export async function startDev(options: DevOptions): Promise<RunningDev> {
  const project = readProject(options.folder);
  if (project.descriptor.adapter === 'frame') return startFrameDev(project, options);
  const server = await createServer(await devConfig(project, options));
  try {
    await server.listen();
  } catch (error) {
    await server.close();
    if (options.isPortFixed)
      throw new UsageError(`port ${options.port} is taken; give another one by --port`);
    throw error;
  }
  const address = server.httpServer?.address();
  const port = typeof address === 'object' && address ? address.port : options.port;
  // Assets are asked for by the portal's page, so they need the whole address.
  server.config.server.origin = `http://localhost:${port}`;
  const entry = `http://localhost:${port}/${entryFile}`;
  const page = new URL(options.portal);
  page.searchParams.set('dev', `${project.descriptor.name}=${entry}`);
  return { name: project.descriptor.name, entry, address: page.href, close: () => server.close() };
}
