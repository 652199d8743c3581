import { type ChildProcess, spawn } from 'node:child_process';
import { createServer, type IncomingMessage, request, type Server, type ServerResponse } from 'node:http';
import { connect, createServer as createTcpServer, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { testSecret } from '../sso-fixture.ts';

const main = fileURLToPath(new URL('../../main.ts', import.meta.url));

const portOf = (server: { address(): unknown }): number =>
  Number((server.address() as { port: number }).port);

export async function freePort(): Promise<number> {
  const probe = createTcpServer();
  await new Promise<void>((resolve) => probe.listen(0, '127.0.0.1', resolve));
  const port = portOf(probe);
  await new Promise((resolve) => probe.close(resolve));
  return port;
}

export type Node = { port: number; child: ChildProcess };

/** A real process of the program. */
export async function startNode(o: { databaseUrl: string; publicUrl: string; port: number }): Promise<Node> {
  const child = spawn(process.execPath, [main], {
    stdio: 'ignore',
    env: {
      PATH: process.env.PATH,
      YIMEN_DATABASE_URL: o.databaseUrl,
      YIMEN_SECRET: testSecret,
      YIMEN_PORT: String(o.port),
      YIMEN_PUBLIC_URL: o.publicUrl,
      YIMEN_ISSUER: o.publicUrl,
      YIMEN_TRUST_PROXY: 'true',
      // A retry must still be one when the whole machine has stood still for a minute.
      YIMEN_REFRESH_GRACE_SECONDS: '300',
      NODE_COMPILE_CACHE: join(tmpdir(), 'yimen-test-compile-cache'),
    },
  });
  for (;;) {
    const isReady = await fetch(`http://127.0.0.1:${o.port}/readyz`).then(
      (answer) => answer.ok,
      () => false,
    );
    if (isReady) return { port: o.port, child };
    if (child.exitCode !== null) throw new Error(`the program ended with ${child.exitCode}`);
    await delay(50);
  }
}

export async function stopNode({ child }: Node, signal: NodeJS.Signals): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = new Promise((resolve) => child.once('exit', resolve));
  child.kill(signal);
  await ended;
}

export type Balancer = { url: string; nodes: Node[]; served: Map<number, number>; close(): Promise<void> };

/**
 * What a bureau has in front: one address, every request to the next process, none sticky. A process that does not
 * answer is passed over, as `proxy_next_upstream` of nginx does it: a POST only when it did not get there.
 */
export async function startBalancer(): Promise<Balancer> {
  const nodes: Node[] = [];
  const served = new Map<number, number>();
  let turn = 0;

  async function forward(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of incoming) chunks.push(chunk as Buffer);
    const body = Buffer.concat(chunks);
    for (let tries = 0; tries < nodes.length * 2; tries++) {
      const node = nodes[turn++ % nodes.length];
      if (!node) break;
      const answer = await ask(node.port, incoming, body).catch((error: NodeJS.ErrnoException) => error);
      if (answer instanceof Error) {
        // What a process may have done before it died is not done again: a code is redeemed once (RFC 6749, 4.1.2).
        if (incoming.method === 'POST' && answer.code !== 'ECONNREFUSED') break;
        continue;
      }
      served.set(node.port, (served.get(node.port) ?? 0) + 1);
      outgoing.writeHead(answer.status, answer.headers).end(answer.body);
      return;
    }
    outgoing.writeHead(502).end('no process answers');
  }

  const server: Server = createServer((incoming, outgoing) => void forward(incoming, outgoing));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${portOf(server)}`,
    nodes,
    served,
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

type Answered = { status: number; headers: string[]; body: Buffer };

function ask(port: number, incoming: IncomingMessage, body: Buffer): Promise<Answered> {
  return new Promise((resolve, reject) => {
    const headers = { ...incoming.headers, 'x-forwarded-for': '10.0.0.1' };
    const { method, url: path } = incoming;
    const upstream = request({ host: '127.0.0.1', port, method, path, headers, agent: false }, (answer) => {
      const chunks: Buffer[] = [];
      answer.on('data', (chunk: Buffer) => chunks.push(chunk));
      answer.on('error', reject);
      answer.on('end', () => {
        const raw = answer.rawHeaders.filter(
          (_, index, all) => !/^transfer-encoding$/i.test(all[index - (index % 2)] ?? ''),
        );
        resolve({ status: answer.statusCode ?? 502, headers: raw, body: Buffer.concat(chunks) });
      });
    });
    upstream.on('error', reject);
    upstream.end(body);
  });
}

/** A way to the database that can be cut and mended. */
export type CutLine = { url: string; cut(): void; mend(): void; close(): Promise<void> };

export async function startCutLine(databaseUrl: string): Promise<CutLine> {
  const target = new URL(databaseUrl);
  const folder = target.searchParams.get('host');
  const sockets = new Set<Socket>();
  let isCut = false;
  const server = createTcpServer((socket) => {
    if (isCut) {
      socket.destroy();
      return;
    }
    const port = Number(target.port || target.searchParams.get('port') || 5432);
    const upstream = folder?.startsWith('/')
      ? connect(`${folder}/.s.PGSQL.${port}`)
      : connect(port, target.hostname || '127.0.0.1');
    for (const one of [socket, upstream]) {
      sockets.add(one);
      one.on('error', () => undefined);
      one.on('close', () => {
        sockets.delete(one);
        (one === socket ? upstream : socket).destroy();
      });
    }
    socket.pipe(upstream).pipe(socket);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const through = new URL(databaseUrl);
  through.searchParams.delete('host');
  through.hostname = '127.0.0.1';
  through.port = String(portOf(server));
  const cut = () => {
    isCut = true;
    for (const socket of sockets) socket.destroy();
  };
  return {
    url: through.href,
    cut,
    mend: () => {
      isCut = false;
    },
    async close() {
      cut();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
