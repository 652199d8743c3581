import type { Context, Middleware } from 'koa';
import type { ConnectedProvider } from '../provider-connection.ts';
import type { RelyingPartyParts } from '../relying-party-parts.ts';
import type { SignedIn } from '../sessions.ts';
import type { SignInRow } from '../stores/sign-in-store.ts';
import { checkIssuer, checkProviderAnswer } from './callback/check-answer.ts';
import { exchangeCode } from './callback/exchange-code.ts';
import { checkBrowser, consumeState, readState } from './callback/read-state.ts';
import { returnToPage, startSession } from './callback/start-session.ts';

/** What the steps hand on. Each is present once the step that finds it has run. */
export type CallbackState = {
  signIn?: SignInRow;
  provider?: ConnectedProvider;
  person?: SignedIn;
};

export type CallbackStep = (
  parts: RelyingPartyParts,
  callback: CallbackState,
  ctx: Context,
) => Promise<'go-on' | 'answered'> | 'go-on' | 'answered';

/** GET /auth/callback, in order. A step that answers ends the request. */
const steps: readonly CallbackStep[] = [
  readState, //           unknown state: the page asked for, or a plain page
  checkBrowser, //        begun in another browser, or too old: begin again
  checkIssuer, //         RFC 9207: answered by the provider we asked
  consumeState, //        used a second time: the page asked for
  checkProviderAnswer, // RFC 6749, 4.1.2.1: access_denied and other refusals: a plain page
  exchangeCode, //        code + PKCE verifier + nonce for tokens; ID token and claims
  startSession, //        new session id, unless the person signed out meanwhile
  returnToPage,
];

export function callback(parts: RelyingPartyParts): Middleware {
  return async (ctx) => {
    ctx.set('Cache-Control', 'no-store');
    ctx.set('Referrer-Policy', 'no-referrer');
    const state: CallbackState = {};
    for (const step of steps) {
      if ((await step(parts, state, ctx)) === 'answered') return;
    }
  };
}
