import { readFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { extname, join, normalize } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { ReleaseFolder } from '../release/release-folder.ts';
import type { Samples } from '../samples/samples.ts';
import { framePagePolicy, framesFolder, hostNonce, hostPolicy } from './host-policy.ts';
import { answerCall, type ServiceBehaviour, slowMilliseconds } from './service-behaviour.ts';

/** The kit's server: its page, one release, and the service that the release's portlet reads from. */
export type HostServer = {
  readonly origin: string;
  /** Where the release's files are; those of a page in a frame are elsewhere, see `framesFolder`. */
  readonly releaseFolder: string;
  /** How the service behaves towards one page of the kit, from now on. */
  setBehaviour(page: string, behaviour: ServiceBehaviour): void;
  close(): Promise<void>;
};

/** Header of every request of a page: which one it is. Pages share their browser's cache, and each has its service. */
export const pageHeader = 'x-tck-page';

const types: Readonly<Record<string, string>> = {
  '.js': 'text/javascript',
  '.mjs': 'text/javascript',
  '.css': 'text/css',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
  '.webp': 'image/webp',
  '.woff2': 'font/woff2',
  '.html': 'text/html',
};

const page = `<!doctype html>
<html lang="zh-CN"><head><meta charset="utf-8"><title>portlet-tck</title>
<meta name="viewport" content="width=device-width, initial-scale=1"><meta name="csp-nonce" content="${hostNonce}">
<link rel="stylesheet" href="/host/style.css"><link rel="icon" href="data:,">
<script type="module" src="/host/host.js"></script></head><body><div id="root"></div></body></html>`;

type Parts = { release: ReleaseFolder; samples: Samples; bundle: string };

/**
 * Serves the kit's page on a free port of this machine.
 *
 * @param parts the release, its sample data, and the folder of the built page
 * @returns the running server
 */
export async function startHostServer(parts: Parts): Promise<HostServer> {
  const { descriptor } = parts.release;
  const behaviours = new Map<string, ServiceBehaviour>();
  const isFrame = descriptor.adapter === 'frame';
  const folder = `${isFrame ? framesFolder : '/releases'}/${descriptor.name}/${descriptor.version}`;
  const files = new Map(parts.release.files.map(({ path, bytes }) => [`${folder}/${path}`, bytes]));
  const gateway = `/api/portlets/${descriptor.name}`;

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', 'http://localhost');
    if (url.pathname.startsWith(`${gateway}/`)) {
      return callService(request, response, url.pathname.slice(gateway.length) + url.search);
    }
    const type = types[extname(url.pathname)] ?? 'application/octet-stream';
    const ofRelease = files.get(decodeURIComponent(url.pathname));
    if (ofRelease && isFrame) setFrameHeaders(response, framePagePolicy(origin, folder));
    const file = ofRelease ?? bundleFile(parts.bundle, url.pathname);
    if (file) return send(response, 200, type, file);
    if (url.pathname.startsWith('/pages/')) return send(response, 200, 'text/html', page);
    send(response, 404, 'text/plain', 'not found');
  }

  async function callService(request: IncomingMessage, response: ServerResponse, path: string) {
    const behaviour = behaviours.get(String(request.headers[pageHeader])) ?? 'data';
    const { method = 'GET' } = request;
    const answered = answerCall({ method, path }, behaviour, { descriptor, samples: parts.samples });
    if (behaviour === 'slow') await wait(slowMilliseconds);
    if (!answered) return;
    const type = answered.status < 400 ? 'application/json' : 'application/problem+json';
    send(response, answered.status, type, JSON.stringify(answered.body));
  }

  let origin = '';
  const server = createServer((request, response) => {
    response.setHeader('content-security-policy', hostPolicy(origin));
    answer(request, response).catch(() => response.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  origin = `http://127.0.0.1:${port}`;
  return {
    origin,
    releaseFolder: `${folder}/`,
    setBehaviour: (name, behaviour) => void behaviours.set(name, behaviour),
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** The page has no origin: its own files come from another one to it. */
function setFrameHeaders(response: ServerResponse, policy: string): void {
  response.setHeader('content-security-policy', policy);
  response.setHeader('cross-origin-resource-policy', 'cross-origin');
  response.setHeader('access-control-allow-origin', '*');
}

function bundleFile(bundle: string, pathname: string): Buffer | undefined {
  if (!pathname.startsWith('/host/')) return undefined;
  try {
    return readFileSync(join(bundle, normalize(`/${pathname.slice('/host/'.length)}`)));
  } catch {
    return undefined;
  }
}

const isCode = (type: string) => /javascript|css|font/.test(type);

function send(response: ServerResponse, status: number, type: string, body: string | Buffer): void {
  response.writeHead(status, {
    'content-type': type.startsWith('text/') ? `${type}; charset=utf-8` : type,
    'x-content-type-options': 'nosniff',
    // One server serves one build; the pages of a run share it.
    'cache-control': status === 200 && isCode(type) ? 'max-age=3600' : 'no-store',
  });
  response.end(body);
}
