import {
  type ConfigurationInput,
  type ConfigurationText,
  note,
  redirectUriOf,
  secretVariable,
} from './configuration-text.ts';

/** A Koa application with our own package, and openid-client for everything else. */
export function node(input: ConfigurationInput): ConfigurationText {
  const redirect = redirectUriOf(input, '/auth/callback');
  return {
    id: 'node',
    framework: 'Node.js',
    versions: 'openid-client 6.9 / @yimen/relying-party 0.1',
    files: [
      { name: 'relying-party.ts', language: 'typescript', text: ownPackage(input, redirect) },
      { name: 'openid-client.mjs', language: 'javascript', text: openidClient(input, redirect) },
    ],
    notes: [
      note(
        `Koa 应用用 @yimen/relying-party（含会话、刷新和后端退出）；其他框架用 openid-client。密钥放在环境变量 ${secretVariable}。`,
        `Koa applications take @yimen/relying-party (sessions, refresh, back-channel logout), others openid-client. The secret is in the environment variable ${secretVariable}.`,
      ),
      note(
        'openid-client 不验证退出通知：需要后端退出时请用 jose 验证签名、iss、aud、events、sid 和一次性的 jti。',
        'openid-client does not verify logout tokens: for back-channel logout use jose to check signature, iss, aud, events, sid and a jti that works once.',
      ),
    ],
  };
}

const text = (value: string) => JSON.stringify(value);

function ownPackage({ issuer, party }: ConfigurationInput, redirect: URL): string {
  return `import { openDatabase } from '@yimen/database';
import { createRelyingParty, relyingPartyMigrations } from '@yimen/relying-party';
import { createLog } from '@yimen/service-kit';
import Koa from 'koa';

const db = await openDatabase({ url: 'sqlite:/var/lib/system/data.db', migrations: relyingPartyMigrations });
const relyingParty = await createRelyingParty({
  db,
  issuer: ${text(issuer)},
  clientId: ${text(party.clientId)},
  clientSecret: process.env.${secretVariable},
  publicUrl: ${text(redirect.origin)},
  secret: process.env.SYSTEM_SECRET, // 32 random bytes, base64url
  cookieName: 'system_session',
  log: createLog({ category: 'system', level: 'info' }),
});

const app = new Koa();
app.use(relyingParty.routes()); // /auth/callback, /auth/sign-out, /auth/back-channel-logout
app.use(relyingParty.loadSession());
app.use(relyingParty.requireSession());
app.use((ctx) => {
  ctx.body = ctx.state.session;
});
app.listen(3000);
`;
}

function openidClient({ issuer, party }: ConfigurationInput, redirect: URL): string {
  const authentication =
    party.tokenEndpointAuthMethod === 'client_secret_post' ? 'ClientSecretPost' : 'ClientSecretBasic';
  const insecure = issuer.startsWith('http:')
    ? ',\n  { execute: [client.allowInsecureRequests] }, // http in a trial only'
    : '';
  return `import * as client from 'openid-client';

const redirectUri = ${text(redirect.href)};
const config = await client.discovery(
  new URL(${text(issuer)}),
  ${text(party.clientId)},
  { id_token_signed_response_alg: ${text(party.idTokenAlg)} },
  client.${authentication}(process.env.${secretVariable})${insecure},
);

// At sign-in: keep verifier, state and nonce in the session of this browser.
export async function begin(session) {
  session.verifier = client.randomPKCECodeVerifier();
  session.state = client.randomState();
  session.nonce = client.randomNonce();
  return client.buildAuthorizationUrl(config, {
    redirect_uri: redirectUri,
    scope: ${text(party.scope)},
    code_challenge: await client.calculatePKCECodeChallenge(session.verifier),
    code_challenge_method: 'S256',
    state: session.state,
    nonce: session.nonce,
  });
}

// At the redirect URI, with the whole address that was called.
export async function finish(session, currentUrl) {
  const tokens = await client.authorizationCodeGrant(config, currentUrl, {
    pkceCodeVerifier: session.verifier,
    expectedState: session.state,
    expectedNonce: session.nonce,
    idTokenExpected: true,
  });
  return tokens.claims();
}
`;
}
