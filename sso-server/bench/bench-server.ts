import { hash } from 'node:crypto';
import { createServer } from 'node:http';
import { openDatabase } from '@yimen/database';
import { createLog } from '@yimen/service-kit';
import type { PasswordHasher } from '../accounts/password-hasher.ts';
import { createApp, migrations, type SsoDatabase, ssoConfigSchema } from '../app.ts';
import { bootstrapClient } from '../commands/bootstrap-client.ts';

/** Stands in for Argon2id, so that the rest of a sign-in can be seen. Only here. */
const withoutArgon2: PasswordHasher = {
  hash: async (password) => hash('sha256', password),
  verify: async (stored, password) => stored === hash('sha256', password),
  verifyNothing: async () => false,
  isOutdated: () => false,
  queue: { waiting: 0, onStart: undefined },
};

// A process of its own: its CPU time is the server's and nobody else's.
const [databaseUrl = '', hasher = ''] = process.argv.slice(2);
const db = await openDatabase<SsoDatabase>({ url: databaseUrl, migrations });
let handle: ReturnType<Awaited<ReturnType<typeof createApp>>['app']['callback']> | undefined;
const server = createServer((request, response) => void handle?.(request, response));
// As the real program; the default of 5 s closes connections that a round does not use.
server.keepAliveTimeout = 65_000;
server.listen(0, '127.0.0.1', async () => {
  const address = server.address();
  const issuer = `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`;
  const secret = Buffer.alloc(32, 5).toString('base64url');
  const config = ssoConfigSchema.parse({
    databaseUrl,
    secret,
    issuer,
    publicUrl: issuer,
    passwordQueue: '1000',
  });
  const log = createLog({ category: 'bench', level: 'error' });
  const program = await createApp({
    config,
    db,
    log,
    ...(hasher === 'without-argon2' ? { hasher: withoutArgon2 } : {}),
  });
  handle = program.app.callback();
  const admin = await bootstrapClient(program.services, {
    id: 'launcher',
    scopes: ['sso:admin'],
    replace: true,
  });
  process.send?.({ ready: issuer, secret: admin.clientSecret });
  process.on('message', (message) => {
    if (message === 'cpu') process.send?.({ cpu: process.cpuUsage(), rss: process.memoryUsage.rss() });
    if (message === 'stop') {
      server.closeAllConnections();
      server.close();
      void program
        .close()
        .then(() => db.close())
        .then(() => process.exit(0));
    }
  });
});
