import { createServer, type Server } from 'node:http';
import { exportJWK, generateKeyPair, type JWK, SignJWT } from 'jose';
import { errors, type KoaContextWithOIDC, Provider } from 'oidc-provider';
import { freePort } from '../../src/testing/free-port.ts';

const TOKEN_EXCHANGE = 'urn:ietf:params:oauth:grant-type:token-exchange';
const EVENT = 'http://schemas.openid.net/event/backchannel-logout';

/** A real oidc-provider on a real port, with a sign-in form of one field. Counts what its token endpoint is asked. */
export type TestProvider = {
  issuer: string;
  start(): Promise<void>;
  stop(): Promise<void>;
  /** Requests at the token endpoint by grant type. */
  grants: Map<string, number>;
  /** Tokens for audiences that end with this are refused as invalid_target. */
  forbidAudience: string;
  accessTokenSeconds: number;
  tokenDelayMs: number;
  /** Makes every refresh token and access token of everybody unknown. */
  forgetTokens(): Promise<void>;
  logoutToken(claims: Record<string, unknown>, header?: Record<string, unknown>): Promise<string>;
  signWithOtherKey(claims: Record<string, unknown>): Promise<string>;
};

export const logoutEvent = { [EVENT]: {} };

export async function createTestProvider(clientOrigins: string[]): Promise<TestProvider> {
  const port = await freePort();
  const issuer = `http://localhost:${port}`;
  const own = await generateKeyPair('ES256', { extractable: true });
  const other = await generateKeyPair('ES256', { extractable: true });
  const jwk: JWK = { ...(await exportJWK(own.privateKey)), kid: 'test', alg: 'ES256', use: 'sig' };
  const saved: { destroy(): Promise<void> }[] = [];
  let server: Server | undefined;

  const sign =
    (key: typeof own.privateKey) =>
    (claims: Record<string, unknown>, header = {}) =>
      new SignJWT(claims)
        .setProtectedHeader({ alg: 'ES256', kid: 'test', typ: 'logout+jwt', ...header })
        .sign(key);

  const self: TestProvider = {
    issuer,
    grants: new Map(),
    forbidAudience: '',
    accessTokenSeconds: 300,
    tokenDelayMs: 0,
    async start() {
      const provider = createProvider(self, jwk, clientOrigins);
      provider.on('refresh_token.saved', (token) => saved.push(token));
      provider.on('access_token.saved', (token) => saved.push(token));
      server = createServer(provider.callback());
      await new Promise<void>((resolve) => server?.listen(port, '127.0.0.1', resolve));
    },
    async stop() {
      server?.closeAllConnections();
      await new Promise((resolve) => (server ? server.close(resolve) : resolve(undefined)));
      server = undefined;
    },
    async forgetTokens() {
      await Promise.all(saved.splice(0).map((token) => token.destroy()));
    },
    logoutToken: sign(own.privateKey),
    signWithOtherKey: (claims) => sign(other.privateKey)(claims),
  };
  return self;
}

function createProvider(self: TestProvider, jwk: JWK, clientOrigins: string[]): Provider {
  const provider = new Provider(self.issuer, {
    clients: clientOrigins.map((origin, index) => ({
      client_id: `client-${index}`,
      client_secret: 'a-secret-of-the-test',
      id_token_signed_response_alg: 'ES256' as const,
      redirect_uris: [`${origin}/auth/callback`],
      post_logout_redirect_uris: [`${origin}/auth/signed-out`],
      backchannel_logout_uri: `${origin}/auth/back-channel-logout`,
      backchannel_logout_session_required: true,
      grant_types: ['authorization_code', 'refresh_token', TOKEN_EXCHANGE],
    })),
    jwks: { keys: [jwk as JWK & { kty: 'EC' }] },
    claims: {
      openid: ['sub'],
      profile: ['name', 'preferred_username'],
      organisation: ['roles', 'unit_path'],
    },
    scopes: ['openid', 'profile', 'organisation'],
    conformIdTokenClaims: true,
    cookies: { keys: ['test'] },
    features: {
      devInteractions: { enabled: false },
      backchannelLogout: { enabled: true },
      rpInitiatedLogout: { enabled: true },
    },
    fetch: (url, options) => fetch(url, options as RequestInit),
    findAccount: (_ctx, sub) => ({
      accountId: sub,
      claims: () => ({
        sub,
        name: `Name of ${sub}`,
        preferred_username: sub,
        roles: ['staff'],
        unit_path: ['city'],
      }),
    }),
    interactions: { url: (_ctx, interaction) => `/interaction/${interaction.uid}` },
    issueRefreshToken: async () => true,
    rotateRefreshToken: true,
    ttl: { AccessToken: () => self.accessTokenSeconds, Session: 3600, Grant: 3600, RefreshToken: 3600 },
    async loadExistingGrant(ctx) {
      const accountId = ctx.oidc.session?.accountId;
      const clientId = ctx.oidc.client?.clientId;
      if (!accountId || !clientId) return undefined;
      // A second grant for the same client would make the codes of other tabs invalid.
      const known = ctx.oidc.session?.grantIdFor(clientId);
      if (known) return await provider.Grant.find(known);
      const grant = new provider.Grant({ accountId, clientId });
      grant.addOIDCScope('openid profile organisation');
      await grant.save();
      return grant;
    },
  });
  countGrants(provider, self);
  addSignInForm(provider);
  addTokenExchange(provider, self);
  return provider;
}

function countGrants(provider: Provider, self: TestProvider): void {
  provider.use(async (ctx, next) => {
    await next();
    const grant = ctx.oidc?.params?.grant_type;
    if (typeof grant !== 'string') return;
    self.grants.set(grant, (self.grants.get(grant) ?? 0) + 1);
    if (self.tokenDelayMs > 0) await new Promise((resolve) => setTimeout(resolve, self.tokenDelayMs));
  });
}

// GET shows a form; GET with ?username= stands for its submission. The name `nobody` is refused.
function addSignInForm(provider: Provider): void {
  provider.use(async (ctx, next) => {
    if (!ctx.path.startsWith('/interaction/')) return await next();
    await provider.interactionDetails(ctx.req, ctx.res);
    const { username } = ctx.query;
    if (typeof username !== 'string') {
      ctx.body = 'sign in';
      return;
    }
    const result = username === 'nobody' ? { error: 'access_denied' } : { login: { accountId: username } };
    await provider.interactionFinished(ctx.req, ctx.res, result);
    ctx.respond = false;
  });
}

function addTokenExchange(provider: Provider, self: TestProvider): void {
  provider.registerGrantType(
    TOKEN_EXCHANGE,
    async (ctx: KoaContextWithOIDC) => {
      const { subject_token: subject, audience, scope } = ctx.oidc.params ?? {};
      const found = await provider.AccessToken.find(String(subject));
      if (!found?.accountId || !ctx.oidc.client) throw new errors.InvalidGrant('subject_token is unknown');
      if (self.forbidAudience && String(audience).endsWith(self.forbidAudience)) {
        throw new errors.InvalidTarget('not for you');
      }
      const body = { for: found.accountId, audience, scope, client: ctx.oidc.client.clientId };
      ctx.body = {
        access_token: Buffer.from(JSON.stringify(body)).toString('base64url'),
        issued_token_type: 'urn:ietf:params:oauth:token-type:access_token',
        token_type: 'Bearer',
        expires_in: 300,
      };
    },
    ['subject_token', 'subject_token_type', 'requested_token_type', 'audience', 'scope'],
  );
}
