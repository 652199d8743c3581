import { hash } from 'node:crypto';
import { createServer } from 'node:http';
import { openDatabase } from '@yimen/database';
import { createLog } from '@yimen/service-kit';
import type { PasswordHasher } from '../accounts/password-hasher.ts';
import { createApp, migrations, type SsoApp, type SsoDatabase, ssoConfigSchema } from '../app.ts';
import { bootstrapClient } from '../commands/bootstrap-client.ts';
import { answerParent } from './answer-parent.ts';

/** Stands in for Argon2id, so that the rest of a sign-in can be seen. Only here. */
const withoutArgon2: PasswordHasher = {
  hash: async (password) => hash('sha256', password),
  verify: async (stored, password) => stored === hash('sha256', password),
  verifyNothing: async () => false,
  isOutdated: () => false,
  queue: { waiting: 0, onStart: undefined },
};

const [databaseUrl = '', hasher = ''] = process.argv.slice(2);
const db = await openDatabase<SsoDatabase>({ url: databaseUrl, migrations });
let handle: ReturnType<SsoApp['app']['callback']> | undefined;
const server = createServer((request, response) => void handle?.(request, response));
// As the real program; the default of 5 s closes connections that a round does not use.
server.keepAliveTimeout = 65_000;
await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
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

answerParent({
  // What was put off is part of the work that caused it.
  settle: () => program.settleAudit(),
  /** One hash for everybody: making 3,000 of them is not what is measured. */
  async passwords({ subs, password }) {
    const passwordHash = await program.services.hasher.hash(password);
    await db.transaction((trx) =>
      program.services.credentials.addMissing(
        trx,
        subs.map((sub) => ({ sub, passwordHash })),
      ),
    );
  },
  async stop() {
    server.closeAllConnections();
    server.close();
    await program.close();
    await db.close();
  },
});
process.send?.({ ready: issuer, secret: admin.clientSecret });
