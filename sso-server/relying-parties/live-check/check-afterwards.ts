import { setTimeout as sleep } from 'node:timers/promises';
import { authorize, findAuthorizationRequest, newBrowser, type SignedIn } from './check-sign-in.ts';
import type { CheckParts } from './run-live-check.ts';
import { type Finding, failed, passed, skipped, warning } from './steps.ts';
import { tokenEvidence } from './token-evidence.ts';
import { type TrialSession, trialTokenSeconds } from './trial-session.ts';

/** The trial's access token has expired: whether the system gets another one when the person goes on. */
export async function checkRefresh(
  parts: CheckParts,
  session: TrialSession,
  { browser, landing }: SignedIn,
): Promise<Finding> {
  const { party, db, now, signal } = parts;
  if (!party.grantTypes.includes('refresh_token')) return skipped('refresh-off');
  const since = now();
  await sleep((trialTokenSeconds + 1) * 1000, undefined, { signal });
  await browser.walk(landing);
  const asked = { clientId: party.clientId, sessionUid: session.uid, grantType: 'refresh_token', since };
  const { isGranted, refusal } = await tokenEvidence(db, asked);
  if (isGranted) return passed('refresh-good');
  return refusal ? warning('refresh-refused', refusal) : skipped('refresh-not-seen');
}

/** A second sign-in whose `state` is changed on the way back (login CSRF, RFC 9700, 4.7). */
export async function checkForgedState(parts: CheckParts, session: TrialSession): Promise<Finding> {
  const { party, db, now } = parts;
  const browser = newBrowser(parts, session);
  const begun = await findAuthorizationRequest(parts, browser);
  if ('finding' in begun || !begun.url.searchParams.get('state')) return skipped('not-reached');
  const callback = await authorize(parts, browser, begun.url);
  if (!(callback instanceof URL)) return skipped('not-reached');
  const since = now();
  callback.searchParams.set('state', `forged-${callback.searchParams.get('state')?.slice(0, 8)}`);
  const walk = await browser.walk(callback.href, (url) => url.origin === new URL(parts.issuer).origin);
  const asked = { clientId: party.clientId, sessionUid: session.uid, grantType: 'authorization_code', since };
  const { isGranted } = await tokenEvidence(db, asked);
  if (!isGranted) return passed('forged-state-good');
  // jumbojett for PHP: the code is spent, and then the person is not signed in.
  const isRefused = walk.end === 'page' && walk.page.status >= 400;
  return isRefused ? warning('forged-state-late') : failed('forged-state-accepted');
}
