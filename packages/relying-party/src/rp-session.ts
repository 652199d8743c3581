/** A name in the languages that Yimen speaks. */
export type LocalName = { 'zh-CN': string; 'en-US': string };

/** What the OpenID Provider said about the person at sign-in (scopes `openid profile organisation`). */
export type RpClaims = {
  name?: string;
  preferred_username?: string;
  locale?: string;
  roles: string[];
  unit?: { id: string; name: LocalName };
  post?: { id: string; name: LocalName };
  unit_path: string[];
  [claim: string]: unknown;
};

/** A session of this relying party. `key` identifies it on the server only; it never goes to the browser. */
export type RpSession = {
  key: string;
  sub: string;
  /** Session at the OpenID Provider, as in its ID and logout tokens. */
  sid: string;
  claims: RpClaims;
  createdAt: number;
};

// Statements about the token, not about the person.
const PROTOCOL_CLAIMS = new Set(
  'iss aud exp iat nbf nonce jti azp at_hash c_hash s_hash acr amr auth_time sid sub'.split(' '),
);

/** Keeps what is about the person, with `roles` and `unit_path` always lists. */
export function personClaims(claims: Record<string, unknown>): RpClaims {
  const person = Object.fromEntries(Object.entries(claims).filter(([name]) => !PROTOCOL_CLAIMS.has(name)));
  return { ...person, roles: textList(person.roles), unit_path: textList(person.unit_path) };
}

function textList(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((item) => typeof item === 'string') : [];
}
