import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { exportJWK, generateKeyPair } from 'jose';
import { type Configuration, Provider } from 'oidc-provider';
import { serviceTokenSeconds } from '../provider/lifetimes.ts';
import { answerParent } from './answer-parent.ts';
import { audience, benchClient, people } from './bench-client.ts';

/**
 * oidc-provider and nothing else: its memory adapter, no password check, no audit, no directory, the same client and
 * the same flows. What ours costs more than this is what durability, audit and rights cost.
 */
const name = { 'zh-CN': '测试', 'en-US': 'Bench' };
const accounts = new Map(Array.from({ length: people }, (_, index) => [`user${index}`, `p${index}`]));

async function signingKey() {
  const { privateKey } = await generateKeyPair('ES256', { extractable: true });
  return { ...(await exportJWK(privateKey)), alg: 'ES256', use: 'sig', kid: 'bench' };
}

const settings = async (): Promise<Configuration> => ({
  clients: [
    {
      ...benchClient.protocol,
      client_id: benchClient.id,
      client_secret: benchClient.secret,
      id_token_signed_response_alg: 'ES256',
      scope: 'openid profile organisation',
    },
  ],
  jwks: { keys: [await signingKey()] } as NonNullable<Configuration['jwks']>,
  cookies: { keys: ['bench'], long: { signed: true }, short: { signed: true } },
  responseTypes: ['code'],
  scopes: ['openid', 'profile', 'organisation'],
  claims: { profile: ['name', 'preferred_username'], organisation: ['unit', 'roles'] },
  conformIdTokenClaims: false,
  routes: { introspection: '/introspection' },
  pkce: { required: () => true },
  findAccount: (_ctx, sub) => ({
    accountId: sub,
    claims: async () => ({ sub, name: name['zh-CN'], preferred_username: sub, unit: 'u', roles: [] }),
  }),
  interactions: { url: (_ctx, interaction) => `/interaction/${interaction.uid}` },
  async loadExistingGrant({ oidc }) {
    const { client, session, provider } = oidc;
    if (!client || !session?.accountId) return undefined;
    const known = session.grantIdFor(client.clientId);
    if (known) return provider.Grant.find(known);
    const grant = new provider.Grant({ clientId: client.clientId, accountId: session.accountId });
    grant.addOIDCScope('openid profile organisation');
    await grant.save();
    return grant;
  },
  issueRefreshToken: () => true,
  rotateRefreshToken: true,
  expiresWithSession: () => true,
  ttl: { AccessToken: 1800, Session: 43_200, RefreshToken: 43_200, Grant: 46_800, Interaction: 3600 },
  features: {
    devInteractions: { enabled: false },
    clientCredentials: { enabled: true },
    introspection: { enabled: true, allowedPolicy: () => true },
    resourceIndicators: {
      enabled: true,
      defaultResource: () => [],
      useGrantedResource: () => false,
      getResourceServerInfo: () => ({
        scope: 'bench:read',
        audience,
        accessTokenTTL: serviceTokenSeconds,
        accessTokenFormat: 'jwt',
        jwt: { sign: { alg: 'ES256' } },
      }),
    },
  },
});

async function readForm(request: IncomingMessage): Promise<URLSearchParams> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return new URLSearchParams(Buffer.concat(chunks).toString());
}

const page =
  '<!doctype html><title>sign in</title><form method="post"><input name="username"><input name="password" type="password"><button>ok</button></form>';

// The library warns on standard output of what this is: a benchmark.
console.info = console.warn = () => {};
let provider: Provider | undefined;
async function interact(of: Provider, request: IncomingMessage, response: ServerResponse): Promise<void> {
  await of.interactionDetails(request, response);
  if (request.method === 'GET') {
    response.setHeader('content-type', 'text/html').end(page);
    return;
  }
  const accountId = accounts.get((await readForm(request)).get('username') ?? '');
  if (!accountId) throw new Error('nobody');
  await of.interactionFinished(request, response, { login: { accountId } });
}

const server = createServer((request, response) => {
  if (!provider) return;
  if (!request.url?.startsWith('/interaction/')) return void handle?.(request, response);
  interact(provider, request, response).catch(() => response.writeHead(500).end());
});
server.keepAliveTimeout = 65_000;
await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
const address = server.address();
const issuer = `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`;
provider = new Provider(issuer, await settings());
const handle = provider.callback();

answerParent({
  settle: async () => {},
  async stop() {
    server.closeAllConnections();
    server.close();
  },
});
process.send?.({ ready: issuer, secret: '' });
