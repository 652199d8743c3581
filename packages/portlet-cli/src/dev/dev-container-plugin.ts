import type { IncomingMessage } from 'node:http';
import { extname, join } from 'node:path';
import { sharedPackages } from '@yimen/portlet-sdk/descriptor';
import type { Plugin, Rolldown, ViteDevServer } from 'vite';
import type { PortletProject } from '../project/read-project.ts';
import { entryFile } from '../vite/container-plugin.ts';
import { isShared } from '../vite/forbidden-import.ts';
import { serveSamples } from './serve-samples.ts';

const entryId = `/${entryFile}`;
const virtualEntry = '\0yimen-dev-container';
const sharedPrefix = '\0yimen-dev-shared:';
/** The shell asks every development server for React's refresh runtime; ours brings new code by itself. */
const refreshId = '/@react-refresh';
const refreshCode = 'export const injectIntoGlobalHook = () => undefined;';
// TypeScript in the repository, compiled where npm has installed it.
const runtimeFile = (name: string) =>
  join(import.meta.dirname, 'runtime', `${name}${extname(import.meta.filename)}`);

/** The federation container of the development server; `import.meta.hot` brings new code to open windows. */
function entryCode({ client, folder, descriptor }: PortletProject): string {
  const path = JSON.stringify(client);
  const project = `{ root: ${JSON.stringify(folder)}, descriptor: ${JSON.stringify(descriptor)} }`;
  return `import { takeAllShared } from ${JSON.stringify(runtimeFile('dev-shared'))};
import { liveDefinition } from ${JSON.stringify(runtimeFile('live-modes'))};
let filled, live;
const load = () => import(${path}).then((module) => module.portlet);
export const init = (scope) => (filled ??= takeAllShared(scope, ${JSON.stringify(sharedPackages)}, import.meta.url));
export const needsRuntime = false;
export const get = async (name) => {
  await filled;
  if (name === './styles') return () => ({});
  if (name !== './portlet') throw new Error('the container exposes ./portlet, not ' + name);
  live ??= liveDefinition({ ...${project}, load });
  await live.ready;
  return () => ({ portlet: live.definition });
};
if (import.meta.hot) {
  import.meta.hot.on('vite:error', ({ err }) => live?.fail(err));
  import.meta.hot.on('vite:beforeUpdate', () => live?.forget());
  import.meta.hot.accept(${path}, (module) => {
    if (module) live?.replace(module.portlet);
  });
}`;
}

function sharedCode(name: string, exported: readonly string[]): string {
  const names = exported.filter((key) => /^[A-Za-z_$][\w$]*$/.test(key) && key !== 'default');
  return [
    `import { devShared } from ${JSON.stringify(runtimeFile('dev-shared'))};`,
    `const module = devShared(${JSON.stringify(name)});`,
    'export default module.default ?? module;',
    // Renamed on the way out, since a name may be a reserved word.
    ...names.map(
      (key, index) => `const _${index} = module[${JSON.stringify(key)}]; export { _${index} as ${key} };`,
    ),
  ].join('\n');
}

async function readBody(request: IncomingMessage): Promise<string> {
  let text = '';
  for await (const chunk of request) {
    text += String(chunk);
    if (text.length > 1_000_000) throw new Error('too long');
  }
  return text;
}

/** Takes the names of exports that a page tells, see `takeAllShared`. */
function listenForNames(server: ViteDevServer, exported: Map<string, string[]>): void {
  server.middlewares.use('/@yimen/shared', (request, response, next) => {
    if (request.method !== 'POST') {
      next();
      return;
    }
    readBody(request)
      .then((text) => {
        const told = JSON.parse(text) as Record<string, string[]>;
        for (const [name, names] of Object.entries(told)) {
          if (!isShared(name) || JSON.stringify(exported.get(name)) === JSON.stringify(names)) continue;
          exported.set(name, names);
          const module = server.moduleGraph.getModuleById(sharedPrefix + name);
          if (module) server.moduleGraph.invalidateModule(module);
        }
        response.writeHead(204).end();
      })
      .catch((error: unknown) => response.writeHead(400).end(String(error)));
  });
}

/** Serves a portlet from its sources as a federation container. */
export function devContainerPlugin(project: PortletProject): Plugin {
  const exported = new Map<string, string[]>();
  return {
    name: 'yimen-dev-container',
    enforce: 'pre',
    configureServer(server) {
      listenForNames(server, exported);
      serveSamples(server, project.folder);
    },
    resolveId(id, importer) {
      if (id === entryId) return virtualEntry;
      if (id === refreshId) return `\0${refreshId}`;
      return importer && isShared(id) ? sharedPrefix + id : null;
    },
    load(id) {
      if (id === virtualEntry) return entryCode(project);
      if (id === `\0${refreshId}`) return refreshCode;
      if (!id.startsWith(sharedPrefix)) return null;
      const name = id.slice(sharedPrefix.length);
      return sharedCode(name, exported.get(name) ?? []);
    },
  };
}

/** Gives dependencies that Vite bundles beforehand the shell's copies too. */
export function devDependencyPlugin(): Rolldown.Plugin {
  const prefix = '\0yimen-dev-dependency:';
  return {
    name: 'yimen-dev-dependency',
    resolveId: (id, importer) => (importer && isShared(id) ? prefix + id : null),
    load(id) {
      if (!id.startsWith(prefix)) return null;
      const name = JSON.stringify(id.slice(prefix.length));
      return `module.exports = globalThis[Symbol.for('yimen.dev.shared')].get(${name});`;
    },
  };
}
