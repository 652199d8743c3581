import { generateKeyPairSync, randomUUID, sign } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';

/** Claims of the person who is signed in at the provider. */
export type SignedInPerson = {
  sub: string;
  name: string;
  preferred_username: string;
  roles: string[];
  unit?: { id: string; name: { 'zh-CN': string; 'en-US': string } };
  unit_path: string[];
};

/**
 * An OpenID Provider on a real port where `person` is signed in already: it answers every authorization request at
 * once, as the sso-server does for somebody with a session. Also gives client credentials tokens.
 */
export type SignInProvider = { url: string; person: SignedInPerson; close(): Promise<void> };

/**
 * Starts one on a free port of loopback. For tests of an application that is signed in to; how the relying party itself
 * behaves towards a provider is tested with the real oidc-provider.
 * @param person may be changed later through `person` of what is returned
 * @returns a provider by OpenID Connect Core 1.0 and Discovery 1.0: code flow, `iss` in the answer (RFC 9207), ES256
 */
export async function signInProvider(person: SignedInPerson): Promise<SignInProvider> {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const nonces = new Map<string, string>();
  const encode = (part: unknown) => Buffer.from(JSON.stringify(part)).toString('base64url');
  const jwt = (typ: string, claims: object): string => {
    const now = Math.floor(Date.now() / 1000);
    const signed = `${encode({ alg: 'ES256', kid: 'test', typ })}.${encode({ iss: self.url, iat: now, exp: now + 300, jti: randomUUID(), ...claims })}`;
    const signature = sign('sha256', Buffer.from(signed), { key: privateKey, dsaEncoding: 'ieee-p1363' });
    return `${signed}.${signature.toString('base64url')}`;
  };
  const authorize = (url: URL, response: ServerResponse): void => {
    const code = randomUUID();
    nonces.set(code, url.searchParams.get('nonce') ?? '');
    const back = new URL(url.searchParams.get('redirect_uri') ?? '');
    back.searchParams.set('code', code);
    back.searchParams.set('state', url.searchParams.get('state') ?? '');
    back.searchParams.set('iss', self.url);
    response.writeHead(303, { location: back.href }).end();
  };
  const answerToken = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const form = new URLSearchParams(Buffer.concat(chunks).toString());
    const basic = Buffer.from(
      (request.headers.authorization ?? '').replace('Basic ', ''),
      'base64',
    ).toString();
    const clientId = basic.split(':')[0] ?? '';
    const scope = form.get('scope') ?? '';
    if (form.get('grant_type') === 'client_credentials') {
      const access_token = jwt('at+jwt', {
        sub: clientId,
        client_id: clientId,
        aud: form.get('resource'),
        scope,
      });
      return json(response, { access_token, token_type: 'Bearer', expires_in: 300, scope });
    }
    const nonce = nonces.get(form.get('code') ?? '');
    const id_token = jwt('JWT', { aud: clientId, nonce, sid: 'session-1', ...self.person });
    const access_token = jwt('at+jwt', { sub: self.person.sub, client_id: clientId, aud: self.url });
    return json(response, {
      access_token,
      id_token,
      refresh_token: randomUUID(),
      token_type: 'Bearer',
      expires_in: 300,
    });
  };
  const server = createServer((request, response) => {
    const url = new URL(request.url ?? '/', self.url);
    const endpoints: Record<string, () => unknown> = {
      '/.well-known/openid-configuration': () => json(response, metadata(self.url)),
      '/jwks': () =>
        json(response, {
          keys: [{ ...publicKey.export({ format: 'jwk' }), kid: 'test', alg: 'ES256', use: 'sig' }],
        }),
      '/authorize': () => authorize(url, response),
      '/token': () => answerToken(request, response),
      '/end-session': () =>
        response.writeHead(303, { location: url.searchParams.get('post_logout_redirect_uri') ?? '/' }).end(),
    };
    const answer = endpoints[url.pathname];
    if (answer) answer();
    else response.writeHead(404).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const self: SignInProvider = {
    url: `http://localhost:${typeof address === 'object' && address ? address.port : 0}`,
    person,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
  return self;
}

function metadata(url: string) {
  return {
    issuer: url,
    authorization_endpoint: `${url}/authorize`,
    token_endpoint: `${url}/token`,
    jwks_uri: `${url}/jwks`,
    end_session_endpoint: `${url}/end-session`,
    response_types_supported: ['code'],
    subject_types_supported: ['public'],
    id_token_signing_alg_values_supported: ['ES256'],
    code_challenge_methods_supported: ['S256'],
    authorization_response_iss_parameter_supported: true,
  };
}

function json(response: ServerResponse, body: unknown): void {
  response.writeHead(200, { 'content-type': 'application/json', 'cache-control': 'no-store' });
  response.end(JSON.stringify(body));
}
