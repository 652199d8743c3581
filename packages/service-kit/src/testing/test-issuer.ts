import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { exportJWK, generateKeyPair, type JWK, type JWTPayload, SignJWT } from 'jose';

/** Claims of a token for a test; everything has a default but `audience`. Further claims are put in as they are. */
export type TestTokenOptions = {
  audience: string;
  sub?: string;
  clientId?: string;
  scope?: string;
  roles?: string[];
  name?: string;
  username?: string;
  unitId?: string;
  unitPath?: string[];
  postId?: string;
  actor?: string;
  /** Seconds from now; negative makes an expired token. */
  expiresIn?: number;
  /** Header `typ`. */
  typ?: string;
  issuer?: string;
  claims?: Record<string, unknown>;
};

/** A real issuer on a free loopback port. */
export type TestIssuer = {
  url: string;
  token(options: TestTokenOptions): Promise<string>;
  /** How many tokens the token endpoint has given. */
  readonly issued: number;
  /** Signs with a new key from now on; the old one is no longer published. */
  rotateKey(): Promise<void>;
  close(): Promise<void>;
};

type Key = { kid: string; privateKey: CryptoKey; jwk: JWK };

async function createKey(): Promise<Key> {
  const { privateKey, publicKey } = await generateKeyPair('ES256');
  const kid = randomUUID();
  return { kid, privateKey, jwk: { ...(await exportJWK(publicKey)), kid, alg: 'ES256', use: 'sig' } };
}

/**
 * Starts an issuer for tests: discovery document, key set and a token endpoint for client credentials that signs
 * `at+jwt` access tokens (RFC 9068) with ES256, as the sso-server does.
 * @param o `clients` are the secrets by client id (any client passes when left out); `lifetime` of tokens in seconds
 */
export async function testIssuer(
  o: { clients?: Record<string, string>; lifetime?: number } = {},
): Promise<TestIssuer> {
  const lifetime = o.lifetime ?? 300;
  let key = await createKey();
  let issued = 0;
  let url = '';
  const sign = (options: TestTokenOptions): Promise<string> => {
    const now = Math.floor(Date.now() / 1_000);
    const exp = now + (options.expiresIn ?? lifetime);
    return new SignJWT(claimsOf(options))
      .setProtectedHeader({ alg: 'ES256', kid: key.kid, typ: options.typ ?? 'at+jwt' })
      .setIssuer(options.issuer ?? url)
      .setAudience(options.audience)
      .setIssuedAt(Math.min(now, exp - 1))
      .setExpirationTime(exp)
      .setJti(randomUUID())
      .sign(key.privateKey);
  };
  const answerToken = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const form = new URLSearchParams(await readBody(request));
    const clientId = clientOf(request, o.clients);
    if (clientId === undefined) return json(response, 401, { error: 'invalid_client' });
    const audience = form.get('resource');
    if (form.get('grant_type') !== 'client_credentials')
      return json(response, 400, { error: 'unsupported_grant_type' });
    if (audience === null) return json(response, 400, { error: 'invalid_target' });
    issued += 1;
    const scope = form.get('scope') ?? '';
    const access_token = await sign({ audience, scope, sub: clientId, clientId });
    json(response, 200, { access_token, token_type: 'Bearer', expires_in: lifetime, scope });
  };
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://localhost');
    if (pathname === '/.well-known/openid-configuration') {
      return json(response, 200, { issuer: url, jwks_uri: `${url}/jwks`, token_endpoint: `${url}/token` });
    }
    if (pathname === '/jwks') return json(response, 200, { keys: [key.jwk] });
    if (pathname !== '/token' || request.method !== 'POST')
      return json(response, 404, { error: 'not_found' });
    answerToken(request, response).catch((error: unknown) =>
      response.destroy(error instanceof Error ? error : undefined),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  url = `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`;
  return {
    url,
    token: sign,
    get issued() {
      return issued;
    },
    rotateKey: async () => {
      key = await createKey();
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function claimsOf(options: TestTokenOptions): JWTPayload {
  const {
    sub = 'person-1',
    clientId = 'portal',
    scope = '',
    roles,
    name,
    username,
    unitId,
    unitPath,
    postId,
    actor,
  } = options;
  return {
    sub,
    client_id: clientId,
    scope,
    ...(roles && { roles }),
    ...(name !== undefined && { name }),
    ...(username !== undefined && { preferred_username: username }),
    ...(unitId !== undefined && { unit_id: unitId }),
    ...(unitPath && { unit_path: unitPath }),
    ...(postId !== undefined && { post_id: postId }),
    ...(actor !== undefined && { act: { sub: actor } }),
    ...options.claims,
  };
}

function clientOf(request: IncomingMessage, clients: Record<string, string> | undefined): string | undefined {
  const basic = /^Basic (.+)$/.exec(request.headers.authorization ?? '')?.[1] ?? '';
  const [id = '', secret = ''] = Buffer.from(basic, 'base64').toString().split(':').map(decodeFormPart);
  if (id === '' || (clients && clients[id] !== secret)) return undefined;
  return id;
}

function decodeFormPart(text: string): string {
  return new URLSearchParams(`v=${text}`).get('v') ?? '';
}

async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  return Buffer.concat(chunks).toString();
}

function json(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json', 'cache-control': 'no-store' });
  response.end(JSON.stringify(body));
}
