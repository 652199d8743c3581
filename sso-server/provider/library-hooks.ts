import type { Provider } from 'oidc-provider';
import { successorOfRequest } from '../adapter/refresh-token-adapter.ts';

type TokenClass = { prototype: { generateTokenId(): string; readonly scopes: Set<string> } };
type ClientClass = { prototype: { includeSid(): boolean } };

/**
 * What the library has no setting for (S17: nothing else reaches into it).
 * - A rotated refresh token gets the identifier that was decided when its predecessor was used.
 * - Every ID token names its session (`sid`), also for relying parties with front-channel logout only, and so
 *   that introspection of a signed token can ask for the session.
 * - A relying party that refreshes with the scope it was set up with (mod_auth_openidc, jumbojett) may name
 *   `offline_access`, which the library dropped at the authorization request; the grant has none of it to give.
 */
export function applyLibraryHooks(provider: Provider): void {
  const token = (provider.RefreshToken as unknown as TokenClass).prototype;
  const generate = token.generateTokenId;
  token.generateTokenId = function generateTokenId() {
    return successorOfRequest() ?? generate.call(this);
  };
  const read = scopesOf(token);
  Object.defineProperty(token, 'scopes', {
    configurable: true,
    get(this: object) {
      return new Set([...read.call(this), 'offline_access']);
    },
  });
  (provider.Client as unknown as ClientClass).prototype.includeSid = () => true;
}

/** The library's getter, which it inherits. */
function scopesOf(prototype: object): () => Set<string> {
  for (let at = prototype; at !== null; at = Object.getPrototypeOf(at)) {
    const get = Object.getOwnPropertyDescriptor(at, 'scopes')?.get;
    if (get) return get;
  }
  throw new Error('oidc-provider: tokens have no scopes any more');
}
