import type { Provider } from 'oidc-provider';
import type { KeyRing } from '../keys/key-ring.ts';

export type LiveProvider = { readonly provider: Provider; close(): void };

/**
 * The library fixes its keys at construction (sso-peers.md S5). When other keys sign or verify, another instance takes
 * over between two requests; those under way finish on the one they began with. All state is in the database, so
 * nothing is lost.
 */
export function createLiveProvider(o: { keyRing: KeyRing; build: () => Provider }): LiveProvider {
  let provider = o.build();
  const stop = o.keyRing.onChange(() => {
    provider = o.build();
  });
  return {
    get provider() {
      return provider;
    },
    close: stop,
  };
}
