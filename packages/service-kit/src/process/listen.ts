import { createServer, type Server } from 'node:http';
import type Koa from 'koa';
import { markDraining } from '../http/draining.ts';
import type { Log } from '../log/create-log.ts';

/** A program that accepts requests. */
export type Listening = {
  url: string;
  port: number;
  /** Stops accepting, lets requests finish, then runs `onClose`. Calling it twice is safe. */
  close(): Promise<void>;
};

const drainLimit = 10_000;
// Longer than the idle limit of usual proxies, so that they and not we end a connection.
const keepAlive = 65_000;

/**
 * Listens for HTTP.
 * @param o `port` 0 takes a free one. `onDrain` runs when closing begins: end streams that would never finish.
 *   `onClose` runs when the last request is through: close the database. `drainLimit`: milliseconds before
 *   connections that are still open are cut (10 s)
 * @throws Error when the port is taken
 */
export async function listen(o: {
  app: Koa;
  host: string;
  port: number;
  log: Log;
  onDrain?: () => void | Promise<void>;
  onClose?: () => Promise<void>;
  drainLimit?: number;
}): Promise<Listening> {
  const server = createServer(o.app.callback());
  server.keepAliveTimeout = keepAlive;
  server.headersTimeout = keepAlive + 1_000;
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(o.port, o.host, () => {
      server.off('error', reject);
      resolve();
    });
  });
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : o.port;
  o.log.info('listening', { host: o.host, port });
  let closing: Promise<void> | undefined;
  const shutDown = async (): Promise<void> => {
    markDraining(o.app);
    o.log.info('draining');
    const drained = drain(server, o.drainLimit ?? drainLimit);
    try {
      await o.onDrain?.();
    } catch (error) {
      // Whatever goes wrong there, the database is still to be closed.
      o.log.error('drain-failed', { error });
    }
    const cut = await drained;
    await o.onClose?.();
    o.log.info('closed', { cut });
  };
  return {
    url: `http://${o.host.includes(':') ? `[${o.host}]` : o.host}:${port}`,
    port,
    close: () => {
      closing ??= shutDown();
      return closing;
    },
  };
}

/** @returns whether connections had to be cut */
async function drain(server: Server, limit: number): Promise<boolean> {
  let isCut = false;
  const timer = setTimeout(() => {
    isCut = true;
    server.closeAllConnections();
  }, limit);
  // A connection whose last request is through is idle, and nobody else would end it.
  const sweep = setInterval(() => server.closeIdleConnections(), 50);
  await new Promise<void>((resolve) => {
    server.close(() => resolve());
    server.closeIdleConnections();
  });
  clearTimeout(timer);
  clearInterval(sweep);
  return isCut;
}
