import { openDatabase } from '@yimen/database';
import { createRelyingParty, type RelyingPartyTables, relyingPartyMigrations } from '@yimen/relying-party';
import { freePort } from '@yimen/relying-party/testing';
import { createKoa, createLog, listen, requireToken } from '@yimen/service-kit';
import { decodeProtectedHeader } from 'jose';
import * as client from 'openid-client';
import type { Browser } from '../browser.ts';
import {
  authorizationUrl,
  discoveryOptions,
  exchangeCode,
  type RelyingPartyKit,
  type Sso,
  signIn,
} from '../sso-fixture.ts';

const secret = Buffer.alloc(32, 3).toString('base64url');
const audience = 'urn:yimen:service:ledger';

/** One visit: whatever this relying party checks against the published keys. Gives the key ids it saw. */
export type Visitor = { name: string; visit(browser: Browser): Promise<string[]>; close(): Promise<void> };

const kidOf = (token: string) => String(decodeProtectedHeader(token).kid);
const nothing = async () => undefined;

/** A system of its own: openid-client, told to check the signature of every ID token. */
async function idTokenSystem(sso: Sso, id: string, idTokenAlg: 'ES256' | 'RS256'): Promise<Visitor> {
  const party = await sso.relyingParty(id, { idTokenAlg });
  party.configuration = await client.discovery(
    new URL(sso.url),
    id,
    { id_token_signed_response_alg: idTokenAlg },
    client.ClientSecretBasic(party.secret),
    { ...discoveryOptions, execute: [client.allowInsecureRequests, client.enableNonRepudiationChecks] },
  );
  let before: string | undefined;
  return {
    name: id,
    async visit(browser) {
      // The ID token of the last visit, signed with a key that may have been followed since.
      if (before) await expectHintAccepted(browser, party, before);
      const tokens = await signIn(browser, party);
      before = String(tokens.id_token);
      return [kidOf(before)];
    },
    close: nothing,
  };
}

async function expectHintAccepted(browser: Browser, party: RelyingPartyKit, hint: string): Promise<void> {
  const request = await authorizationUrl(party, { id_token_hint: hint });
  let answer = await browser.open(request.url);
  if (answer.body.includes('id="password"')) {
    answer = await browser.submit(answer, { username: 'wangfang', password: 'Correct-horse-9' });
  }
  await exchangeCode(party, request, answer.url);
}

/** A service of service-kit: takes access tokens that a portal got by token exchange. */
async function ledgerService(sso: Sso): Promise<Visitor> {
  await sso.resource('ledger', ['ledger:read']);
  const party = await sso.relyingParty('portal', { resources: { [audience]: ['ledger:read'] } });
  const log = createLog({ category: 'ledger', level: 'error' });
  const app = createKoa({ name: 'ledger', log });
  app.use(requireToken({ issuer: sso.url, audience, scope: 'ledger:read', fetch: (...a) => fetch(...a) }));
  app.use((ctx) => {
    ctx.body = { ok: true };
  });
  const server = await listen({ app, host: '127.0.0.1', port: 0, log });
  const call = async (token: string) => {
    const answer = await fetch(server.url, { headers: { authorization: `Bearer ${token}` } });
    if (answer.status !== 200) throw new Error(`ledger: ${answer.status} ${await answer.text()}`);
  };
  return {
    name: 'ledger',
    async visit(browser) {
      const tokens = await signIn(browser, party);
      const answer = await sso.tokenRequest(party, {
        grant_type: 'urn:ietf:params:oauth:grant-type:token-exchange',
        subject_token: tokens.access_token,
        subject_token_type: 'urn:ietf:params:oauth:token-type:access_token',
        audience,
      });
      const { access_token } = (await answer.json()) as { access_token: string };
      await call(access_token);
      return [kidOf(access_token)];
    },
    close: () => server.close(),
  };
}

/** A program of packages/relying-party: checks the logout tokens that are sent to it. */
async function logoutReceiver(sso: Sso, databaseUrl: string): Promise<Visitor> {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const log = createLog({ category: 'archive', level: 'error' });
  const db = await openDatabase<RelyingPartyTables>({
    url: databaseUrl,
    migrations: relyingPartyMigrations,
  });
  const party = await sso.relyingParty('archive', {
    url,
    redirectUris: [`${url}/auth/callback`],
    postLogoutRedirectUris: [`${url}/auth/signed-out`],
    backchannelLogoutUri: `${url}/auth/back-channel-logout`,
  });
  const ended: string[] = [];
  const rp = await createRelyingParty({
    ...{ db, issuer: sso.url, clientId: party.id, clientSecret: party.secret, publicUrl: url, secret, log },
    cookieName: 'archive',
    onSessionEnd: (keys) => ended.push(...keys),
  });
  const app = createKoa({ name: 'archive', log });
  for (const one of [rp.routes(), rp.loadSession(), rp.requireSession()]) app.use(one);
  app.use((ctx) => {
    ctx.body = { sub: ctx.state.session.claims.sub };
  });
  const server = await listen({ app, host: '127.0.0.1', port, log });

  async function follow(browser: Browser): Promise<void> {
    const jar: string[] = [];
    const ask = (at: string) => fetch(at, { redirect: 'manual', headers: { cookie: jar.join('; ') } });
    const keep = (answer: Response) =>
      jar.push(...answer.headers.getSetCookie().map((line) => String(line.split(';')[0])));
    const begin = await ask(`${url}/auth/sign-in`);
    keep(begin);
    let visit = await browser.open(String(begin.headers.get('location')));
    if (visit.body.includes('id="password"')) {
      visit = await browser.submit(visit, { username: 'wangfang', password: 'Correct-horse-9' });
    }
    const callback = await ask(visit.url);
    if (callback.status !== 303 && callback.status !== 302) {
      throw new Error(`archive: ${callback.status} ${await callback.text()}`);
    }
  }
  return {
    name: 'archive',
    async visit(browser) {
      await follow(browser);
      const before = ended.length;
      const answer = await browser.open('/session/end');
      await browser.submit(answer, { answer: 'sign-out' });
      await sso.settleLogout();
      const delivery = await sso.db.query
        .selectFrom('logout_delivery')
        .selectAll()
        .where('client_id', '=', party.id)
        .where('state', '!=', 'delivered')
        .execute();
      if (delivery.length > 0) throw new Error(`archive: ${JSON.stringify(delivery)}`);
      if (ended.length === before) throw new Error('archive: no session ended');
      return [];
    },
    async close() {
      await server.close();
      await db.close();
    },
  };
}

/** Five relying parties that are programs of their own; each checks signatures with the published keys. */
export async function fiveRelyingParties(sso: Sso, databaseUrl: string): Promise<Visitor[]> {
  return [
    await idTokenSystem(sso, 'budget', 'ES256'),
    await idTokenSystem(sso, 'payments', 'RS256'),
    await idTokenSystem(sso, 'contracts', 'ES256'),
    await ledgerService(sso),
    await logoutReceiver(sso, databaseUrl),
  ];
}
