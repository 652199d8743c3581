import { createSocket } from 'node:dgram';
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import { createServer as createTlsServer, type TlsOptions } from 'node:tls';

export type Collector = {
  port: number;
  /** In the order of arrival. */
  messages: string[];
  /** Resolves when this many messages have arrived. */
  has(count: number): Promise<void>;
  /** From now on connections are reset after so many bytes; undefined: read to the end. */
  breakAfter(bytes: number | undefined): void;
  close(): Promise<void>;
};

/** A syslog collector on TCP or TLS: octet counting (RFC 6587, 3.4.1), read to the end, then closed. */
export async function startCollector(o: { tls?: TlsOptions; port?: number } = {}): Promise<Collector> {
  const inbox = createInbox();
  const open = new Set<Socket>();
  let limit: number | undefined;
  const serve = (socket: Socket) => {
    open.add(socket);
    socket.on('close', () => open.delete(socket));
    socket.on('error', () => undefined);
    let bytes: Buffer = Buffer.alloc(0);
    socket.on('data', (chunk: Buffer) => {
      bytes = Buffer.concat([bytes, chunk]);
      if (limit !== undefined && bytes.length > limit) return void socket.resetAndDestroy();
      bytes = takeFrames(bytes, inbox.add);
    });
  };
  const server: Server = o.tls ? createTlsServer(o.tls, serve) : createServer(serve);
  await new Promise<void>((resolve) => server.listen(o.port ?? 0, '127.0.0.1', resolve));
  return {
    ...inbox,
    port: (server.address() as AddressInfo).port,
    breakAfter(value) {
      limit = value;
    },
    async close() {
      for (const socket of open) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** A collector on UDP: one message in each datagram (RFC 5426, 3.1). */
export async function startDatagramCollector(): Promise<Omit<Collector, 'breakAfter'>> {
  const inbox = createInbox();
  const socket = createSocket('udp4', (message) => inbox.add(message.toString('utf8')));
  await new Promise<void>((resolve) => socket.bind(0, '127.0.0.1', resolve));
  return {
    ...inbox,
    port: socket.address().port,
    close: () => new Promise((resolve) => socket.close(() => resolve())),
  };
}

function createInbox() {
  const messages: string[] = [];
  const waiting: { count: number; resolve: () => void }[] = [];
  return {
    messages,
    add(message: string): void {
      messages.push(message);
      for (const one of waiting) if (messages.length >= one.count) one.resolve();
    },
    has: (count: number) =>
      new Promise<void>((resolve) => {
        if (messages.length >= count) resolve();
        else waiting.push({ count, resolve });
      }),
  };
}

function takeFrames(bytes: Buffer, add: (message: string) => void): Buffer {
  let rest = bytes;
  for (;;) {
    const space = rest.indexOf(' ');
    if (space < 0) return rest;
    const length = Number(rest.subarray(0, space).toString('latin1'));
    if (!Number.isInteger(length)) throw new Error(`no frame: ${rest.subarray(0, 40).toString('latin1')}`);
    if (rest.length < space + 1 + length) return rest;
    add(rest.subarray(space + 1, space + 1 + length).toString('utf8'));
    rest = rest.subarray(space + 1 + length);
  }
}

export type SyslogMessage = {
  priority: number;
  at: string;
  hostname: string;
  app: string;
  id: string;
  dataId: string;
  parameters: Record<string, string>;
  text: string;
};

/** By the grammar of RFC 5424, 6, and strictly: what a collector would not understand throws. */
export function parseSyslog(message: string): SyslogMessage {
  const header = /^<(\d{1,3})>1 (\S+) (\S+) (\S+) (\S+) (\S+) \[([^ =\]"]{1,32})/.exec(message);
  if (!header) throw new Error(`no message of RFC 5424: ${message.slice(0, 200)}`);
  const [all, priority, at, hostname, app, , id, dataId] = header as unknown as string[];
  let rest = message.slice(all?.length);
  const parameters: Record<string, string> = {};
  for (;;) {
    const found = /^ ([!-~]{1,32}?)="((?:[^"\\\]]|\\["\\\]])*)"/.exec(rest);
    if (!found) break;
    parameters[found[1] ?? ''] = (found[2] ?? '').replaceAll(/\\(["\\\]])/g, '$1');
    rest = rest.slice(found[0].length);
  }
  if (!rest.startsWith('] \ufeff')) throw new Error(`no end of the data: ${rest.slice(0, 80)}`);
  return {
    priority: Number(priority),
    ...{ at: at ?? '', hostname: hostname ?? '', app: app ?? '', id: id ?? '', dataId: dataId ?? '' },
    parameters,
    text: rest.slice(3),
  };
}
