import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK, generateKeyPair, type JWTPayload, SignJWT } from 'jose';
import { type Account, people, type TestPerson } from './people.ts';

const localized = (text: string) => ({ 'zh-CN': text, 'en-US': text });

/** An OpenID Provider that signs in whoever `login` says, for tests; a real server with real signatures. */
export type TestProvider = {
  issuer: string;
  /** Who signs in next. */
  login: Account;
  /** Audiences and scopes that were asked for by token exchange. */
  exchanges: { audience: string; scope: string; sub: string }[];
  /** Scopes of tokens by client credentials: what the client may have, whatever it asks for. */
  serviceToken(clientId: string, scope: string, audience?: string): Promise<string>;
  /** What token exchange gives: a token of a person for the portal. */
  personToken(account: Account, scope: string): Promise<string>;
  /** A signed logout token for a session of the last sign-in of an account. */
  logoutToken(account: Account, audience: string): Promise<string>;
  isDirectoryDown: boolean;
  close(): Promise<void>;
};

type Code = { account: Account; nonce: string; sid: string };

export async function createTestProvider(): Promise<TestProvider> {
  const { privateKey, publicKey } = await generateKeyPair('ES256');
  const jwk = { ...(await exportJWK(publicKey)), kid: 'test', alg: 'ES256', use: 'sig' };
  const codes = new Map<string, Code>();
  const tokens = new Map<string, Account>();
  const sids = new Map<Account, string>();

  const sign = (claims: JWTPayload, typ: string, seconds = 300) =>
    new SignJWT(claims)
      .setProtectedHeader({ alg: 'ES256', kid: 'test', typ })
      .setIssuer(self.issuer)
      .setIssuedAt()
      .setJti(randomUUID())
      .setExpirationTime(`${seconds}s`)
      .sign(privateKey);

  async function answerToken(form: URLSearchParams, clientId: string): Promise<Record<string, unknown>> {
    const grant = form.get('grant_type');
    const scope = form.get('scope') ?? '';
    if (grant === 'client_credentials') {
      const aud = form.get('resource') ?? '';
      const access_token = await self.serviceToken(clientId, scope, aud);
      return { access_token, token_type: 'Bearer', expires_in: 300, scope };
    }
    if (grant === 'authorization_code') {
      const code = codes.get(form.get('code') ?? '');
      if (!code) return { error: 'invalid_grant' };
      codes.delete(form.get('code') ?? '');
      const access = randomUUID();
      tokens.set(access, code.account);
      const claims = { ...claimsOf(people[code.account]), nonce: code.nonce, sid: code.sid, aud: clientId };
      return {
        access_token: access,
        refresh_token: randomUUID(),
        id_token: await sign(claims, 'JWT'),
        token_type: 'Bearer',
        expires_in: 300,
      };
    }
    const account = tokens.get(form.get('subject_token') ?? '');
    const audience = form.get('audience') ?? '';
    if (!account) return { error: 'invalid_grant' };
    if (audience.endsWith(':refused')) return { error: 'invalid_target' };
    const person = people[account];
    self.exchanges.push({ audience, scope, sub: person.sub });
    const access_token = await sign(
      { ...accessClaims(person), aud: audience, client_id: clientId, scope },
      'at+jwt',
    );
    return {
      access_token,
      issued_token_type: 'urn:ietf:params:oauth:token-type:access_token',
      token_type: 'Bearer',
      expires_in: 300,
    };
  }

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', self.issuer);
    const json = (body: unknown, status = 200) => {
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
    };
    if (url.pathname === '/.well-known/openid-configuration') return json(metadata(self.issuer));
    if (url.pathname === '/jwks') return json({ keys: [jwk] });
    if (url.pathname.startsWith('/api/directory/')) {
      const name = url.pathname.slice(15);
      if (self.isDirectoryDown) return json({}, 503);
      return json(name === 'people' ? peoplePage(url) : { [name]: directory[name] });
    }
    if (url.pathname === '/authorize') {
      const code = randomUUID();
      const sid = randomUUID();
      sids.set(self.login, sid);
      codes.set(code, { account: self.login, nonce: url.searchParams.get('nonce') ?? '', sid });
      const back = new URL(url.searchParams.get('redirect_uri') ?? '');
      back.searchParams.set('code', code);
      back.searchParams.set('state', url.searchParams.get('state') ?? '');
      back.searchParams.set('iss', self.issuer);
      response.writeHead(302, { location: back.href }).end();
      return;
    }
    const body = await answerToken(new URLSearchParams(await read(request)), clientOf(request));
    json(body, 'error' in body ? 400 : 200);
  }

  const server = createServer((request, response) => {
    answer(request, response).catch((error: unknown) => response.writeHead(500).end(String(error)));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const self: TestProvider = {
    issuer: `http://localhost:${(server.address() as AddressInfo).port}`,
    login: 'wangfang',
    exchanges: [],
    isDirectoryDown: false,
    serviceToken: (clientId, scope, aud = 'urn:yimen:service:portal') =>
      sign({ sub: clientId, client_id: clientId, scope, aud }, 'at+jwt'),
    personToken: (account, scope) =>
      sign(
        { ...accessClaims(people[account]), aud: 'urn:yimen:service:portal', client_id: 'portal', scope },
        'at+jwt',
      ),
    logoutToken: (account, aud) =>
      sign(
        {
          aud,
          sub: people[account].sub,
          sid: sids.get(account),
          events: { 'http://schemas.openid.net/event/backchannel-logout': {} },
        },
        'logout+jwt',
      ),
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
  return self;
}

function claimsOf(person: TestPerson): JWTPayload {
  return {
    sub: person.sub,
    name: person.name,
    preferred_username: person.sub.slice(2),
    locale: 'zh-CN',
    roles: person.roles,
    unit: { id: person.unit, name: localized(person.unit) },
    post: { id: person.post, name: localized(person.post) },
    unit_path: person.unitPath,
  };
}

function accessClaims(person: TestPerson): JWTPayload {
  return {
    sub: person.sub,
    name: person.name,
    roles: person.roles,
    unit_id: person.unit,
    unit_path: person.unitPath,
    act: { sub: 'portal' },
  };
}

const directory: Record<string, unknown> = {
  units: [
    { id: 'city', parentId: null, name: localized('示范市'), code: null },
    { id: 'bureau', parentId: 'city', name: localized('示范市财政局'), code: null },
    { id: 'it-centre', parentId: 'bureau', name: localized('信息中心'), code: null },
  ],
  posts: [{ id: 'section-chief', name: localized('科长') }],
  roles: [{ id: 'staff', name: localized('工作人员') }],
};

/** People of the directory, two at a time. */
function peoplePage(url: URL): Record<string, unknown> {
  const from = Number(url.searchParams.get('cursor') ?? '0');
  const all = Object.values(people);
  const found = all.slice(from, from + 2).map((person) => ({
    ...{ sub: person.sub, username: person.sub.slice(2), name: localized(person.name), roles: person.roles },
    ...{ isActive: true, updatedAt: 1 },
  }));
  return { people: found, cursor: from + 2 < all.length ? String(from + 2) : null };
}

function metadata(issuer: string) {
  return {
    issuer,
    authorization_endpoint: `${issuer}/authorize`,
    token_endpoint: `${issuer}/token`,
    jwks_uri: `${issuer}/jwks`,
    end_session_endpoint: `${issuer}/end`,
    response_types_supported: ['code'],
    subject_types_supported: ['public'],
    id_token_signing_alg_values_supported: ['ES256'],
    authorization_response_iss_parameter_supported: true,
    token_endpoint_auth_methods_supported: ['client_secret_basic'],
  };
}

function clientOf(request: IncomingMessage): string {
  const basic = /^Basic (.+)$/.exec(request.headers.authorization ?? '')?.[1] ?? '';
  return decodeURIComponent(Buffer.from(basic, 'base64').toString().split(':')[0] ?? '');
}

async function read(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  return Buffer.concat(chunks).toString();
}
