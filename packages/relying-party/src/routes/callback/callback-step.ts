import type { Context } from 'koa';
import type { ConnectedProvider } from '../../provider-connection.ts';
import type { RelyingPartyParts } from '../../relying-party-parts.ts';
import type { SignedIn } from '../../sessions.ts';
import type { SignInRow } from '../../stores/sign-in-store.ts';

/** What the steps hand on. Each is present once the step that finds it has run. */
export type CallbackState = {
  signIn?: SignInRow;
  provider?: ConnectedProvider;
  person?: SignedIn;
};

/** One rule of the callback: `answered` ends the request. */
export type CallbackStep = (
  parts: RelyingPartyParts,
  callback: CallbackState,
  ctx: Context,
) => Promise<'go-on' | 'answered'> | 'go-on' | 'answered';
