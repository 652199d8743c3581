import { randomBytes } from 'node:crypto';
import { createServer } from 'node:http';
import { type Database, openDatabase } from '@yimen/database';
import { createLog, type Log } from '@yimen/service-kit';
import * as client from 'openid-client';
import type { PasswordHasher } from '../accounts/password-hasher.ts';
import {
  createApp,
  migrations,
  type SsoApp,
  type SsoConfig,
  type SsoDatabase,
  ssoConfigSchema,
} from '../app.ts';
import { bootstrapClient } from '../commands/bootstrap-client.ts';
import type { PostForm } from '../outgoing/outgoing.ts';
import { settleAudit } from './audit/settle-audit.ts';
import { Browser } from './browser.ts';
import { passSecondFactor, tellClock } from './second-factor.ts';

export const password = 'Correct-horse-9';
/** A shared machine may stand still for longer than the 30 s that a system would wait. */
export const discoveryOptions = { execute: [client.allowInsecureRequests], timeout: 120 };
const name = (text: string) => ({ 'zh-CN': text, 'en-US': `${text} (en)` });

type Options = {
  databaseUrl: string;
  /** A free one when left out. */
  port?: number;
  config?: Partial<SsoConfig>;
  clock?: () => number;
  post?: PostForm;
  /** How often audit rows are linked by themselves. */
  sealEveryMs?: number;
  log?: Log;
  hasher?: PasswordHasher;
  /** The name under which browsers reach it; an address when left out. */
  host?: string;
  /** Puts something between the program and its database, for example latency. */
  wrap?: (db: Database<SsoDatabase>) => Database<SsoDatabase>;
};

export type Sso = Awaited<ReturnType<typeof startSso>>;

/** The real application on a free port, with the real database. */
export async function startSso(o: Options) {
  const log = o.log ?? createLog({ category: 'test', level: 'error' });
  let handler: ReturnType<SsoApp['app']['callback']> | undefined;
  const server = createServer((request, response) => void handler?.(request, response));
  // As the real program: a machine that stands still must not find its connections closed.
  server.keepAliveTimeout = 65_000;
  await new Promise<void>((resolve) => server.listen(o.port ?? 0, '127.0.0.1', resolve));
  const address = server.address();
  const url = `http://${o.host ?? '127.0.0.1'}:${typeof address === 'object' && address ? address.port : 0}`;
  const config = {
    ...ssoConfigSchema.parse({ databaseUrl: o.databaseUrl, secret: testSecret, issuer: url, publicUrl: url }),
    ...o.config,
  };
  const db = await openDatabase<SsoDatabase>({ url: o.databaseUrl, migrations });
  const program = await createApp({
    config,
    db: o.wrap?.(db) ?? db,
    log,
    ...(o.clock ? { clock: o.clock } : {}),
    ...(o.post ? { post: o.post } : {}),
    ...(o.hasher ? { hasher: o.hasher } : {}),
    ...(o.sealEveryMs === undefined ? {} : { sealEveryMs: o.sealEveryMs }),
  });
  handler = program.app.callback();
  const { services } = program;
  tellClock(url, services.now);

  let admin: { id: string; secret: string } | undefined;
  async function adminToken(scope = 'sso:admin'): Promise<string> {
    if (!admin) {
      const scopes = ['sso:admin', 'sso:provision'];
      const made = await bootstrapClient(services, { id: 'launcher', scopes, replace: true });
      admin = { id: 'launcher', secret: String(made.clientSecret) };
    }
    return token(admin, { resource: 'urn:yimen:service:sso', scope });
  }

  /** What a start of an installation that is finished has. */
  const provisionToken = () => adminToken('sso:provision');

  async function token(by: { id: string; secret: string }, form: Record<string, string>): Promise<string> {
    const answer = await tokenRequest(by, { grant_type: 'client_credentials', ...form });
    const body = (await answer.json()) as { access_token: string };
    if (!answer.ok) throw new Error(JSON.stringify(body));
    return body.access_token;
  }

  const tokenRequest = (by: { id: string; secret: string }, form: Record<string, string>) =>
    fetch(`${url}/token`, {
      method: 'POST',
      headers: { authorization: `Basic ${Buffer.from(`${by.id}:${by.secret}`).toString('base64')}` },
      body: new URLSearchParams(form),
    });

  async function put(path: string, body: unknown, bearer?: string): Promise<Response> {
    return administer('PUT', path, { body, bearer: bearer ?? (await adminToken()) });
  }

  /** One request to the administration API, as whoever has the token. */
  async function administer(
    method: string,
    path: string,
    o: { bearer?: string; body?: unknown; headers?: Record<string, string> } = {},
  ): Promise<Response> {
    return fetch(`${url}/api/admin/${path}`, {
      method,
      headers: {
        ...(o.bearer !== undefined && { authorization: `Bearer ${o.bearer}` }),
        ...(o.body !== undefined && { 'content-type': 'application/json' }),
        ...o.headers,
      },
      ...(o.body !== undefined && { body: JSON.stringify(o.body) }),
    });
  }

  async function register(path: string, body: unknown): Promise<void> {
    const answer = await put(path, body);
    if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
  }

  const kit = {
    url,
    db,
    config,
    services,
    put,
    administer,
    adminToken,
    provisionToken,
    token,
    tokenRequest,
    settleLogout: program.settleLogout,
    settleAudit: () => settleAudit(db, program.settleAudit),
    settleSyslog: program.settleSyslog,
    settlePeople: program.settlePeople,
    browser: (headers?: Record<string, string>) => new Browser(url, headers),

    /** A small bureau: two units, a role, one post. */
    async organise(): Promise<void> {
      await register('units/bureau', { name: name('示范市财政局') });
      await register('units/payment-centre', { name: name('国库支付中心'), parentId: 'bureau' });
      await register('units/edu', { name: name('市教育局') });
      await register('posts/reviewer', { name: name('支付审核岗') });
      for (const role of ['staff', 'payment-reviewer', 'administrator']) {
        await register(`roles/${role}`, { name: name(role) });
      }
    },

    async person(username: string, overrides: Record<string, unknown> = {}): Promise<string> {
      const sub = `p-${username}`;
      await register(`people/${sub}`, {
        username,
        name: name(`姓名${username}`),
        unitId: 'payment-centre',
        postId: 'reviewer',
        roles: ['staff'],
        password,
        ...overrides,
      });
      return sub;
    },

    async relyingParty(id: string, overrides: Record<string, unknown> = {}): Promise<RelyingPartyKit> {
      const secret = randomBytes(32).toString('base64url');
      const redirectUri = `http://127.0.0.1:9/${id}/callback`;
      await register(`relying-parties/${id}`, {
        name: name(`系统${id}`),
        url: `http://127.0.0.1:9/${id}`,
        clientSecret: secret,
        redirectUris: [redirectUri],
        postLogoutRedirectUris: [`http://127.0.0.1:9/${id}/signed-out`],
        grantTypes: [
          'authorization_code',
          'refresh_token',
          'urn:ietf:params:oauth:grant-type:token-exchange',
        ],
        whoMayUse: '*',
        ...overrides,
      });
      const configuration = await client.discovery(
        new URL(url),
        id,
        undefined,
        client.ClientSecretBasic(secret),
        discoveryOptions,
      );
      return { id, secret, redirectUri, configuration };
    },

    resource: (id: string, scopes: unknown[]) =>
      register(`resources/${id}`, { audience: `urn:yimen:service:${id}`, name: name(id), scopes }),

    async close(): Promise<void> {
      await program.close();
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
      await db.close();
    },
  };
  return { ...kit, ...administrationKit(kit) };
}

type Kit = {
  browser(): Browser;
  tokenRequest(by: { id: string; secret: string }, form: Record<string, string>): Promise<Response>;
  person(username: string, overrides?: Record<string, unknown>): Promise<string>;
  relyingParty(id: string, overrides?: Record<string, unknown>): Promise<RelyingPartyKit>;
};

/** People who hold a role and use the administration API through a console, as the administration portlets do. */
function administrationKit(kit: Kit) {
  let console: Promise<RelyingPartyKit> | undefined;
  const tokens = new Map<string, Promise<string>>();
  const subjectTokens = new Map<string, string>();

  async function signInAndTrade(username: string): Promise<string> {
    console ??= kit.relyingParty('admin-console', {
      resources: { 'urn:yimen:service:sso': ['sso:admin', 'systems:read'] },
    });
    const party = await console;
    const { access_token } = await signIn(kit.browser(), party, { username });
    subjectTokens.set(username, access_token);
    return trade(party, access_token);
  }

  async function trade(party: RelyingPartyKit, access_token: string): Promise<string> {
    const answer = await kit.tokenRequest(party, {
      grant_type: 'urn:ietf:params:oauth:grant-type:token-exchange',
      subject_token: access_token,
      subject_token_type: 'urn:ietf:params:oauth:token-type:access_token',
      audience: 'urn:yimen:service:sso',
    });
    const body = (await answer.json()) as { access_token: string };
    if (!answer.ok) throw new Error(JSON.stringify(body));
    return body.access_token;
  }

  return {
    /** A token for the administration API of this account, which exists and is signed in for it. */
    administrationTokenOf: signInAndTrade,

    /** Another token in the same session, which may have changed meanwhile. */
    async tradeAgain(username: string): Promise<string> {
      if (!console) throw new Error('nobody has signed in');
      return trade(await console, subjectTokens.get(username) ?? '');
    },

    /** The same for an account that holds just this role (`system-administrator`, …); it is made when first asked for. */
    async administrator(role: string, username = role): Promise<string> {
      const known = tokens.get(username);
      if (known) return known;
      const made = kit.person(username, { roles: ['staff', role] }).then(() => signInAndTrade(username));
      tokens.set(username, made);
      return made;
    },
  };
}

export const testSecret = Buffer.alloc(32, 7).toString('base64url');

export type RelyingPartyKit = {
  id: string;
  secret: string;
  redirectUri: string;
  configuration: client.Configuration;
};

export type Authorization = { url: string; verifier: string; state: string; nonce: string };

/** What a relying party sends the browser off with. */
export async function authorizationUrl(
  party: RelyingPartyKit,
  extra: Record<string, string> = {},
): Promise<Authorization> {
  const verifier = client.randomPKCECodeVerifier();
  const state = client.randomState();
  const nonce = client.randomNonce();
  const target = client.buildAuthorizationUrl(party.configuration, {
    redirect_uri: party.redirectUri,
    scope: 'openid profile organisation',
    code_challenge: await client.calculatePKCECodeChallenge(verifier),
    code_challenge_method: 'S256',
    state,
    nonce,
    ...extra,
  });
  return { url: target.href, verifier, state, nonce };
}

/** What a relying party does at its callback, with every check that openid-client makes. */
export function exchangeCode(party: RelyingPartyKit, request: Authorization, callback: string) {
  return client.authorizationCodeGrant(party.configuration, new URL(callback), {
    pkceCodeVerifier: request.verifier,
    expectedState: request.state,
    expectedNonce: request.nonce,
    idTokenExpected: true,
  });
}

/** Opens a relying party, signing in when asked to, up to its tokens. */
export async function signIn(
  browser: Browser,
  party: RelyingPartyKit,
  { username = 'wangfang', secret = password, extra = {} as Record<string, string> } = {},
) {
  const request = await authorizationUrl(party, extra);
  let visit = await browser.open(request.url);
  if (visit.body.includes('id="password"'))
    visit = await browser.submit(visit, { username, password: secret });
  visit = await passSecondFactor(browser, visit, username);
  return exchangeCode(party, request, visit.url);
}
