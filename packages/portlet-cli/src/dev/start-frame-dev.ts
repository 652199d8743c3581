import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync, watch } from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, extname, join, relative, resolve } from 'node:path';
import { UsageError } from '../commands/exit-code.ts';
import { buildFrameScript, frameScript } from '../frame/build-frame.ts';
import type { PortletProject } from '../project/read-project.ts';
import { sampleAnswers, samplesPath } from './serve-samples.ts';
import type { DevOptions, RunningDev } from './start-dev.ts';

const types: Readonly<Record<string, string>> = {
  ...{ '.html': 'text/html', '.css': 'text/css', '.js': 'text/javascript', '.json': 'application/json' },
  ...{ '.svg': 'image/svg+xml', '.png': 'image/png', '.jpg': 'image/jpeg', '.webp': 'image/webp' },
  ...{ '.woff2': 'font/woff2' },
};
const reloadPath = '/@yimen/reload';
const reloadScript = `new EventSource('${reloadPath}').onmessage = () => location.reload();`;

/**
 * Serves the page of a frame from its sources; open windows load it again when a file of it is saved. What a frame's policy
 * refuses is found by `yimen check`: here the page has none.
 *
 * @param project a portlet whose adapter is `frame`
 * @param options portal, port
 * @returns the addresses, and `close`
 * @throws UsageError for a page outside of the portal, which has a server of its own
 */
export async function startFrameDev(project: PortletProject, options: DevOptions): Promise<RunningDev> {
  const { folder, client, descriptor } = project;
  if (descriptor.frame) {
    throw new UsageError(`the page is at ${descriptor.frame.address}; there is nothing to serve`);
  }
  const made = mkdtempSync(join(tmpdir(), 'yimen-frame-'));
  await buildFrameScript(made);
  const pages = dirname(client);
  const readers = new Set<ServerResponse>();
  const portalOrigin = new URL(options.portal).origin;
  const answer = answerFrom({ folder, pages, made }, portalOrigin);
  const server = createServer((request, response) => {
    if (request.url === samplesPath) return answerSamples(folder, response, portalOrigin);
    if (request.url !== reloadPath) return answer(request, response);
    response.writeHead(200, { 'content-type': 'text/event-stream', 'access-control-allow-origin': 'null' });
    response.write(': here\n\n');
    readers.add(response);
    response.on('close', () => readers.delete(response));
  });
  const watcher = watch(pages, { recursive: true }, () => {
    for (const reader of readers) reader.write('data: changed\n\n');
  });
  const port = await listenAt(server, options);
  const entry = `http://localhost:${port}/index.html`;
  const page = new URL(options.portal);
  page.searchParams.set('dev', `${descriptor.name}=${entry}`);
  return {
    name: descriptor.name,
    entry,
    address: page.href,
    async close() {
      watcher.close();
      server.closeAllConnections();
      await new Promise((end) => server.close(end));
      rmSync(made, { recursive: true, force: true });
    },
  };
}

/** Listens at the port, or at the next one that is free unless it is fixed. */
async function listenAt(server: Server, { port, isPortFixed = false }: DevOptions): Promise<number> {
  for (let at = port; ; at += 1) {
    server.listen(at, 'localhost');
    try {
      await once(server, 'listening');
      return (server.address() as AddressInfo).port;
    } catch (error) {
      if ((error as { code?: unknown }).code !== 'EADDRINUSE' || at === 65_535) throw error;
      if (isPortFixed) throw new UsageError(`port ${at} is taken; give another one by --port`);
    }
  }
}

function answerSamples(folder: string, response: ServerResponse, portal: string): void {
  response.setHeader('access-control-allow-origin', portal);
  response.setHeader('content-type', 'application/json');
  response.setHeader('cache-control', 'no-store');
  sampleAnswers(folder).then(
    (answers) => response.end(JSON.stringify(answers)),
    (error: unknown) => {
      console.error(error instanceof Error ? error.message : String(error));
      response.writeHead(500).end('{}');
    },
  );
}

type Folders = { folder: string; pages: string; made: string };

function answerFrom({ folder, pages, made }: Folders, portal: string) {
  function fileAt(pathname: string): string | undefined {
    if (pathname === '/portlet.json') return join(folder, 'portlet.json');
    if (pathname === `/${frameScript}`) return join(made, frameScript);
    const file = resolve(pages, `.${pathname}`);
    const isInside = !relative(pages, file).startsWith('..');
    return isInside && extname(file) !== '' && existsSync(file) ? file : undefined;
  }
  return ({ url = '/', headers }: IncomingMessage, response: ServerResponse) => {
    // The shell asks for the descriptor; a page without an origin asks as `null`.
    response.setHeader('access-control-allow-origin', headers.origin === portal ? portal : 'null');
    response.setHeader('cache-control', 'no-store');
    const file = fileAt(new URL(url, 'http://localhost').pathname);
    if (!file) {
      response.writeHead(404).end();
      return;
    }
    const type = types[extname(file)] ?? 'application/octet-stream';
    const content = readFileSync(file);
    response.setHeader('content-type', /^text|json$/.test(type) ? `${type}; charset=utf-8` : type);
    response.end(type === 'text/html' ? withReload(content.toString()) : content);
  };
}

function withReload(html: string): string {
  const script = `<script>${reloadScript}</script>`;
  return html.includes('</body>') ? html.replace('</body>', `${script}</body>`) : html + script;
}
