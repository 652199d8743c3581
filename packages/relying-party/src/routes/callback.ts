import type { Middleware } from 'koa';
import type { RelyingPartyParts } from '../relying-party-parts.ts';
import type { CallbackState, CallbackStep } from './callback/callback-step.ts';
import { checkIssuer, checkProviderAnswer } from './callback/check-answer.ts';
import { exchangeCode } from './callback/exchange-code.ts';
import { checkBrowser, consumeState, readState } from './callback/read-state.ts';
import { returnToPage, startSession } from './callback/start-session.ts';

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

/** The route; whatever a step throws goes to the host's problems. */
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
