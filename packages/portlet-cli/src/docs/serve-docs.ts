import { once } from 'node:events';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join, resolve, sep } from 'node:path';
import { UsageError } from '../commands/exit-code.ts';
import { renderPage } from './render-page.ts';

const packed = resolve(import.meta.dirname, '../../documentation');

/**
 * The repository, or what of it came along where npm has installed this package: the pages lead to each other by
 * relative addresses, from `docs` to the READMEs of packages.
 */
export const repository = existsSync(packed) ? packed : resolve(import.meta.dirname, '../../../..');
const home = '/docs/README.md';
const pictures: Readonly<Record<string, string>> = { '.png': 'image/png', '.svg': 'image/svg+xml' };
const policy = "default-src 'none'; style-src 'unsafe-inline'; img-src 'self'; base-uri 'none'";

/** Documentation that is being served. */
export type ServedDocs = { readonly address: string; close(): Promise<void> };

/** A page or picture of the documentation; undefined for everything else in the repository. */
function find(path: string): string | undefined {
  const file = resolve(repository, `.${path}`);
  const isKnown = /\.md$/.test(file) || pictures[extname(file)] !== undefined;
  const isHidden = path.split('/').some((step) => step === 'node_modules' || step.startsWith('.'));
  if (!isKnown || isHidden || !file.startsWith(`${repository}${sep}`) || !existsSync(file)) return undefined;
  return statSync(file).isFile() ? file : undefined;
}

/**
 * Serves the documentation on this machine only.
 *
 * @param port 0 takes any free one
 * @returns the address of its first page, and `close`
 * @throws UsageError when the port is taken
 */
export async function serveDocs(port: number): Promise<ServedDocs> {
  const server = createServer((request, response) => {
    const path = decodePath(request.url ?? '/');
    if (path === '/') {
      response.writeHead(302, { location: home }).end();
      return;
    }
    const file = path && find(path);
    if (!file) {
      response.writeHead(404, { 'content-type': 'text/plain' }).end('There is no such page.\n');
      return;
    }
    const picture = pictures[extname(file)];
    const type = picture ?? 'text/html; charset=utf-8';
    response.writeHead(200, { 'content-type': type, 'content-security-policy': policy });
    response.end(picture ? readFileSync(file) : renderPage(readFileSync(file, 'utf8'), home));
  });
  server.listen(port, 'localhost');
  try {
    await once(server, 'listening');
  } catch {
    throw new UsageError(`port ${port} is taken; give another one by --port`);
  }
  const address = server.address() as AddressInfo;
  return {
    address: `http://localhost:${address.port}/`,
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

function decodePath(url: string): string | undefined {
  try {
    return decodeURIComponent(join('/', new URL(url, 'http://localhost').pathname));
  } catch {
    return undefined;
  }
}
