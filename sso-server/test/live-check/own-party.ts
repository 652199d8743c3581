import { randomBytes } from 'node:crypto';
import { createServer } from 'node:http';
import { openDatabase } from '@yimen/database';
import { createRelyingParty, type RelyingPartyTables, relyingPartyMigrations } from '@yimen/relying-party';
import { freePort } from '@yimen/relying-party/testing';
import { createKoa, createLog } from '@yimen/service-kit';

/** A system made with packages/relying-party; its page fetches a token, so that it refreshes when it has to. */
export async function startOwnParty(o: {
  issuer: string;
  clientId: string;
  secret: string;
  databaseUrl: string;
}) {
  const port = await freePort();
  const publicUrl = `http://127.0.0.1:${port}`;
  const log = createLog({ category: 'test', level: 'error' });
  const db = await openDatabase<RelyingPartyTables>({
    url: o.databaseUrl,
    migrations: relyingPartyMigrations,
  });
  const relyingParty = await createRelyingParty({
    ...{ db, log, publicUrl, issuer: o.issuer, clientId: o.clientId, clientSecret: o.secret },
    secret: randomBytes(32).toString('base64url'),
    cookieName: 'own_party',
  });
  const app = createKoa({ name: 'own-party', log, ready: async () => undefined });
  app.use(relyingParty.routes());
  app.use(relyingParty.loadSession());
  app.use(relyingParty.requireSession());
  app.use(async (ctx) => {
    await relyingParty.accessToken(ctx.state.session, {
      audience: 'urn:yimen:service:ledger',
      scope: 'ledger:read',
    });
    ctx.body = 'signed in';
  });
  const server = createServer(app.callback());
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  return {
    url: publicUrl,
    async close() {
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
      await db.close();
    },
  };
}
