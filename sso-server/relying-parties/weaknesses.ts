import type { ClientProtocol } from './client-protocol.ts';

/** What keeps a registration below RFC 9700 and our own rules: the report on weak clients. */
export const weaknessCodes = [
  'no-pkce',
  'http-redirect',
  'secret-in-body',
  'no-refresh-rotation',
  'no-logout',
  'front-channel-only',
  'nobody-may-use',
] as const;
export type Weakness = (typeof weaknessCodes)[number];

type Registered = Pick<ClientProtocol, 'isPkceRequired' | 'tokenEndpointAuthMethod'> & {
  redirectUris: readonly string[];
  backchannelLogoutUri: string | null;
  frontchannelLogoutUri: string | null;
  grantTypes: readonly string[];
  isRotatingRefreshTokens: boolean;
  audience: { everyone?: boolean; roles?: string[]; units?: string[]; posts?: string[]; groups?: string[] };
};

const loopback = new Set(['localhost', '127.0.0.1', '[::1]']);

/** The weak points of one registration, the worst first. Programs without people have no sign-in to be weak. */
export function weaknessesOf(party: Registered): Weakness[] {
  if (!party.grantTypes.includes('authorization_code')) return [];
  const { roles = [], units = [], posts = [], groups = [], everyone } = party.audience;
  const found: Record<Weakness, boolean> = {
    'no-pkce': !party.isPkceRequired,
    'http-redirect': party.redirectUris.some(isPlainHttp),
    'secret-in-body': party.tokenEndpointAuthMethod === 'client_secret_post',
    'no-refresh-rotation': party.grantTypes.includes('refresh_token') && !party.isRotatingRefreshTokens,
    'no-logout': party.backchannelLogoutUri === null && party.frontchannelLogoutUri === null,
    'front-channel-only': party.backchannelLogoutUri === null && party.frontchannelLogoutUri !== null,
    'nobody-may-use': everyone !== true && roles.length + units.length + posts.length + groups.length === 0,
  };
  return weaknessCodes.filter((code) => found[code]);
}

/** The code travels in the clear (RFC 9700, 2.6); on one machine it never leaves it. */
function isPlainHttp(uri: string): boolean {
  const url = URL.parse(uri);
  return url?.protocol === 'http:' && !loopback.has(url.hostname);
}
