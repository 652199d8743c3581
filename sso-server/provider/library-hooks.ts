import type { Provider } from 'oidc-provider';
import { successorOfRequest } from '../adapter/refresh-token-adapter.ts';

type TokenClass = { prototype: { generateTokenId(): string } };
type ClientClass = { prototype: { includeSid(): boolean } };

/**
 * What the library has no setting for (S17: nothing else reaches into it).
 * - A rotated refresh token gets the identifier that was decided when its predecessor was used.
 * - Every ID token names its session (`sid`), also for relying parties with front-channel logout only, and so
 *   that introspection of a signed token can ask for the session.
 */
export function applyLibraryHooks(provider: Provider): void {
  const token = (provider.RefreshToken as unknown as TokenClass).prototype;
  const generate = token.generateTokenId;
  token.generateTokenId = function generateTokenId() {
    return successorOfRequest() ?? generate.call(this);
  };
  (provider.Client as unknown as ClientClass).prototype.includeSid = () => true;
}
