import type { Context } from 'koa';
import { isOpaqueId, keyOf } from '../../opaque-id.ts';
import type { PageName } from '../../plain-page-texts.ts';
import { answerWithPage } from '../../plain-pages.ts';
import type { RelyingPartyParts } from '../../relying-party-parts.ts';
import { beginSignIn, signInPath } from '../begin-sign-in.ts';
import { goTo } from '../go-to.ts';
import type { CallbackStep } from './callback-step.ts';

const GOOD_FOR_MS = 3_600_000;
const MOST_ATTEMPTS = 3;

/** Finds the sign-in that this answer belongs to, by its state; without one there is nothing to go on with. */
export const readState: CallbackStep = async (parts, callback, ctx) => {
  const { state } = ctx.query;
  const key = typeof state === 'string' && isOpaqueId(state) ? keyOf(state) : undefined;
  if (key !== undefined) callback.signIn = await parts.signIns.find(key);
  if (callback.signIn) return 'go-on';
  if (ctx.state.session) return goTo(ctx, '/');
  answerWithPage(ctx, 'sign-in-outdated', { href: signInPath('/') });
  return 'answered';
};

/** RFC 9700, 4.7: a code that was begun in another browser must not sign this one in. */
export const checkBrowser: CallbackStep = async (parts, { signIn }, ctx) => {
  if (!signIn) return 'go-on';
  const browser = parts.browserCookie.read(ctx);
  const isSameBrowser = browser !== undefined && keyOf(browser) === signIn.browser_key;
  const isFresh = parts.settings.clock() - signIn.created_at < GOOD_FOR_MS;
  if (isSameBrowser && isFresh) return 'go-on';
  return await beginAgain(parts, ctx, signIn);
};

/** One answer uses a state up; a second one with it begins anew. */
export const consumeState: CallbackStep = async (parts, { signIn }, ctx) => {
  if (!signIn || (await parts.signIns.consume(signIn.state_key, parts.settings.clock()))) return 'go-on';
  return await beginAgain(parts, ctx, signIn);
};

/** The person gets where she wanted: at once when another tab has signed her in, else by a sign-in of its own. */
export async function beginAgain(
  parts: RelyingPartyParts,
  ctx: Context,
  signIn: { return_to: string; attempt: number },
  pageAfterAll: PageName = 'cookies-needed',
): Promise<'answered'> {
  if (ctx.state.session) return goTo(ctx, signIn.return_to);
  if (signIn.attempt >= MOST_ATTEMPTS) {
    // Nothing a fourth redirect would change. Without another reason, the browser keeps no cookies.
    answerWithPage(ctx, pageAfterAll, { href: signInPath(signIn.return_to) });
    return 'answered';
  }
  await beginSignIn(parts, ctx, { returnTo: signIn.return_to, attempt: signIn.attempt + 1 });
  return 'answered';
}
