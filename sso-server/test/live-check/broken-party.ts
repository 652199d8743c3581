import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { createRemoteJWKSet, decodeJwt, jwtVerify } from 'jose';
import * as client from 'openid-client';

/** What is wrong with a system. */
export type Fault =
  | 'no-redirect'
  | 'start-fails'
  | 'other-client'
  | 'other-redirect-uri'
  | 'unknown-scope'
  | 'no-pkce'
  | 'no-state'
  | 'no-nonce'
  | 'wrong-secret'
  | 'other-verifier'
  | 'no-exchange'
  | 'callback-fails'
  | 'keeps-no-session'
  | 'trusts-any-state'
  | 'looks-late-at-state'
  | 'logout-missing'
  | 'logout-forbidden'
  | 'logout-redirects'
  | 'logout-refuses'
  | 'logout-fails'
  | 'logout-unverified'
  | 'logout-ignored';

type Session = { verifier: string; state: string; nonce: string; sid?: string };
export type TrialParty = Awaited<ReturnType<typeof startTrialParty>>;

/** A system as vendors write them with openid-client: one page, its callback, back-channel logout. Any of it may be wrong. */
export async function startTrialParty(o: { issuer: string; clientId: string; secret: string }) {
  let fault: Fault | undefined;
  let { secret } = o;
  const sessions = new Map<string, Session>();
  const server = createServer((request, response) => {
    handle(request, response).catch((error: unknown) => {
      response.writeHead(500).end(error instanceof Error ? error.message : '');
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const url = `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`;
  const jwks = createRemoteJWKSet(new URL(`${o.issuer}/jwks`));

  const configure = (secret: string) =>
    client.discovery(new URL(o.issuer), o.clientId, undefined, client.ClientSecretBasic(secret), {
      execute: [client.allowInsecureRequests],
    });

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const at = new URL(request.url ?? '/', url);
    if (at.pathname === '/callback') return finish(request, response, at);
    if (at.pathname === '/back-channel-logout') return endSession(request, response);
    const session = sessions.get(cookieOf(request));
    if (session?.sid !== undefined) return void response.end('signed in');
    // As mod_auth_openidc answers what is no browser that opens a page.
    if (request.headers['sec-fetch-mode'] !== 'navigate') return void response.writeHead(401).end();
    return begin(response);
  }

  async function begin(response: ServerResponse): Promise<void> {
    if (fault === 'no-redirect') return void response.end('<a href="/sign-in">登录</a>');
    if (fault === 'start-fails') throw new Error('discovery failed');
    const id = randomUUID();
    const session: Session = {
      verifier: client.randomPKCECodeVerifier(),
      state: client.randomState(),
      nonce: client.randomNonce(),
    };
    sessions.set(id, session);
    const target = client.buildAuthorizationUrl(await configure(secret), {
      redirect_uri: `${url}/callback${fault === 'other-redirect-uri' ? '/' : ''}`,
      scope: fault === 'unknown-scope' ? 'openid payroll' : 'openid profile organisation',
      ...(fault !== 'no-pkce' && {
        code_challenge: await client.calculatePKCECodeChallenge(session.verifier),
        code_challenge_method: 'S256',
      }),
      ...(fault !== 'no-state' && { state: session.state }),
      ...(fault !== 'no-nonce' && { nonce: session.nonce }),
    });
    if (fault === 'other-client') target.searchParams.set('client_id', 'somebody-else');
    response.writeHead(302, { location: target.href, 'set-cookie': `trial=${id}; Path=/; HttpOnly` }).end();
  }

  async function finish(request: IncomingMessage, response: ServerResponse, at: URL): Promise<void> {
    const session = sessions.get(cookieOf(request));
    if (!session || fault === 'no-exchange') return void response.writeHead(400).end('no session');
    const config = await configure(fault === 'wrong-secret' ? `${secret}x` : secret);
    const tokens = await client.authorizationCodeGrant(config, at, {
      ...(fault !== 'no-pkce' && {
        pkceCodeVerifier: fault === 'other-verifier' ? client.randomPKCECodeVerifier() : session.verifier,
      }),
      ...(fault !== 'no-state' && {
        expectedState: fault?.endsWith('-state') ? (at.searchParams.get('state') ?? '') : session.state,
      }),
      ...(fault !== 'no-nonce' && { expectedNonce: session.nonce }),
      idTokenExpected: true,
    });
    if (fault === 'looks-late-at-state' && at.searchParams.get('state') !== session.state)
      return void response.writeHead(401).end('state');
    if (fault === 'callback-fails') throw new Error('unknown person');
    if (fault !== 'keeps-no-session') session.sid = String(tokens.claims()?.sid);
    response.writeHead(303, { location: '/' }).end();
  }

  async function endSession(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    if (fault === 'logout-missing') return void response.writeHead(404).end();
    if (fault === 'logout-forbidden') return void response.writeHead(403).end('CSRF');
    if (fault === 'logout-redirects') return void response.writeHead(302, { location: '/login' }).end();
    const token = new URLSearchParams(Buffer.concat(chunks).toString()).get('logout_token') ?? '';
    const isGood = await jwtVerify(token, jwks, { issuer: o.issuer, audience: o.clientId }).then(
      () => true,
      () => false,
    );
    if (!isGood && fault !== 'logout-unverified') return void response.writeHead(400).end('bad signature');
    if (fault === 'logout-refuses') return void response.writeHead(400).end('{"error":"invalid_request"}');
    if (fault === 'logout-fails') throw new Error('null pointer');
    const { sid } = decodeJwt(token);
    for (const session of sessions.values()) {
      if (session.sid === sid && fault !== 'logout-ignored') delete session.sid;
    }
    response.writeHead(200).end();
  }

  return {
    url,
    /** Its configuration gets the secret that it was given at registration. */
    configureSecret(given: string): void {
      secret = given;
    },
    /** From now on this is wrong, and nothing else. */
    breakWith(next: Fault | undefined): void {
      fault = next;
    },
    close: () =>
      new Promise<void>((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}

const cookieOf = (request: IncomingMessage) => /trial=([\w-]+)/.exec(request.headers.cookie ?? '')?.[1] ?? '';
