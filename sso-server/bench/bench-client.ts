import { randomBytes } from 'node:crypto';

/** The one client of the benchmark, in the words of both servers. */
export const benchClient = {
  id: 'bench',
  secret: process.env.BENCH_CLIENT_SECRET ?? randomBytes(32).toString('base64url'),
  protocol: {
    redirect_uris: ['http://127.0.0.1:9/callback'],
    grant_types: ['authorization_code', 'refresh_token', 'client_credentials'],
    response_types: ['code' as const],
    token_endpoint_auth_method: 'client_secret_basic' as const,
  },
};
// The server that is started without an administration API takes it from here.
process.env.BENCH_CLIENT_SECRET = benchClient.secret;

export const redirectUri = benchClient.protocol.redirect_uris[0] ?? '';
export const audience = 'urn:yimen:service:bench';
export const password = 'Bench-password-1';
export const people = 50;
