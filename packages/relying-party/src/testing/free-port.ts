import { createServer } from 'node:net';

/**
 * A port that was free a moment ago: a relying party has to know its own address before it listens.
 * @throws Error of `listen` when there is none
 */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() =>
        typeof address === 'object' && address ? resolve(address.port) : reject(new Error('no port')),
      );
    });
  });
}
