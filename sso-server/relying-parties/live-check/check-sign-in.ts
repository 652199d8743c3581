import { mayUse } from '../may-use.ts';
import { checkAuthorizationRequest } from './authorization-request.ts';
import type { CheckParts, Report } from './run-live-check.ts';
import { type Finding, failed, passed, skipped } from './steps.ts';
import { lastSignIn, type Refusal, tokenEvidence } from './token-evidence.ts';
import { createTrialBrowser, mostHops, type TrialBrowser, type Walk } from './trial-browser.ts';
import type { TrialSession } from './trial-session.ts';

/** Somebody is signed in at the system now, in this browser. */
export type SignedIn = { browser: TrialBrowser; landing: string };

/** Follows the system from its own address to the authorization endpoint, and looks at what it asks for. */
export async function findAuthorizationRequest(
  parts: CheckParts,
  browser: TrialBrowser,
): Promise<{ url: URL } | { finding: Finding }> {
  const address = parts.startUrl ?? parts.party.url;
  if (address === null) return { finding: failed('start-missing') };
  const walk = await browser.walk(address, (url) => isAuthorization(parts, url));
  if (walk.end === 'found') return { url: walk.url };
  return { finding: startFault(walk) };
}

export const isAuthorization = ({ authorizationUrl }: CheckParts, url: URL) =>
  url.origin + url.pathname === authorizationUrl;

function startFault(walk: Exclude<Walk, { end: 'found' }>): Finding {
  if (walk.end === 'outside') return failed('start-outside', { host: walk.host });
  if (walk.end === 'unreachable') return failed('start-unreachable', { url: walk.url, reason: walk.reason });
  if (walk.end === 'loop') return failed('start-loop', { url: walk.url, hops: mostHops });
  const { status, url } = walk.page;
  return status >= 500
    ? failed('start-error', { url, status })
    : failed('start-no-redirect', { url, status });
}

/** Signs the administrator in at the system, as far as she may, and reports every step on the way. */
export async function checkSignIn(
  parts: CheckParts,
  report: Report,
  session: TrialSession,
): Promise<SignedIn | undefined> {
  const browser = newBrowser(parts, session);
  await report.running('start');
  const begun = await findAuthorizationRequest(parts, browser);
  if ('finding' in begun) {
    await report.done('start', begun.finding);
    return undefined;
  }
  await report.done('start', passed('start-good', { url: parts.startUrl ?? parts.party.url ?? '' }));
  const findings = checkAuthorizationRequest(parts.party, begun.url);
  for (const id of ['authorization-request', 'pkce', 'state', 'nonce'] as const) {
    const finding = findings[id];
    if (finding) await report.done(id, finding);
  }
  if (Object.values(findings).some(({ state }) => state === 'failed')) return undefined;
  await report.running('sign-in');
  const callback = await authorize(parts, browser, begun.url);
  if (!(callback instanceof URL)) {
    await report.done('sign-in', callback);
    return undefined;
  }
  await report.done('sign-in', passed('sign-in-good', { username: parts.caller.username }));
  return await finishAtSystem(parts, report, { browser, callback, session });
}

export function newBrowser(parts: CheckParts, session?: TrialSession): TrialBrowser {
  const { request, signal, issuer } = parts;
  const own = session && { origin: new URL(issuer).origin, cookie: session.cookie };
  return createTrialBrowser({ request, signal, own });
}

/** @returns the callback address with its code, or why there is none */
export async function authorize(parts: CheckParts, browser: TrialBrowser, url: URL): Promise<URL | Finding> {
  const { party, caller, member, db } = parts;
  if (!party.isActive) return skipped('sign-in-inactive');
  if (!member || !mayUse(member, party)) {
    const last = await lastSignIn(db, party.clientId);
    const text = last ? `${new Date(last.at).toISOString()} ${last.event}` : '—';
    return skipped('sign-in-no-right', { username: caller.username, last: text });
  }
  const redirectUri = url.searchParams.get('redirect_uri') ?? '';
  const base = new URL(redirectUri);
  const walk = await browser.walk(url.href, (at) => at.origin + at.pathname === base.origin + base.pathname);
  if (walk.end === 'found') {
    const error = walk.url.searchParams.get('error');
    if (error === null) return walk.url;
    return failed('sign-in-refused', {
      error,
      description: walk.url.searchParams.get('error_description') ?? '',
    });
  }
  if (walk.end === 'page') return stoppedAt(walk.page);
  return startFault(walk);
}

function stoppedAt({ url, status, text }: Extract<Walk, { end: 'page' }>['page']): Finding {
  // The error page holds its stable English code (README, names for robots).
  const code = /id="error-code"[^>]*>([^<]+)</.exec(text)?.[1];
  if (status >= 400 || code) {
    return failed('sign-in-refused', { error: code ?? `HTTP ${status}`, description: new URL(url).pathname });
  }
  return skipped('sign-in-stopped', { page: new URL(url).pathname.split('/')[1] ?? '' });
}

type AtCallback = { browser: TrialBrowser; callback: URL; session: TrialSession };

/** The system gets its code: what it does with it is seen at our token endpoint and in what it shows then. */
async function finishAtSystem(
  parts: CheckParts,
  report: Report,
  { browser, callback, session }: AtCallback,
): Promise<SignedIn | undefined> {
  const { party, db, now } = parts;
  await report.running('token-exchange');
  const since = now();
  const walk = await browser.walk(callback.href, (url) => isAuthorization(parts, url));
  const asked = { clientId: party.clientId, sessionUid: session.uid, grantType: 'authorization_code', since };
  const { isGranted, refusal } = await tokenEvidence(db, asked);
  const status = walk.end === 'page' ? walk.page.status : walk.end;
  if (!isGranted) {
    const finding = refusal ? refusedExchange(parts, refusal) : failed('exchange-none', { status });
    await report.done('token-exchange', finding);
    return undefined;
  }
  await report.done('token-exchange', passed('exchange-good'));
  if (walk.end === 'found') {
    await report.done('signed-in', failed('signed-in-again', { url: callback.origin }));
    return undefined;
  }
  if (walk.end !== 'page' || walk.page.status >= 400) {
    await report.done('signed-in', failed('signed-in-callback', { status, alg: party.idTokenAlg }));
    return undefined;
  }
  const { url: landing } = walk.page;
  if ((await stateOf(parts, browser, landing)) === 'signed-out') {
    await report.done('signed-in', failed('signed-in-again', { url: landing }));
    return undefined;
  }
  await report.done('signed-in', passed('signed-in-good', { status }));
  return { browser, landing };
}

function refusedExchange({ party }: CheckParts, { error, description }: Refusal): Finding {
  const method = party.tokenEndpointAuthMethod;
  if (error === 'invalid_client') return failed('exchange-invalid-client', { description, method });
  if (error === 'invalid_grant') return failed('exchange-invalid-grant', { description });
  return failed('exchange-refused', { error, description });
}

/** Whether the system lets this browser in: it asks for sign-in, or it refuses, or it shows its page. */
export async function stateOf(
  parts: CheckParts,
  browser: TrialBrowser,
  address: string,
): Promise<'signed-in' | 'signed-out'> {
  const walk = await browser.walk(address, (url) => isAuthorization(parts, url));
  if (walk.end === 'found') return 'signed-out';
  const isRefused = walk.end === 'page' && [401, 403].includes(walk.page.status);
  return isRefused ? 'signed-out' : 'signed-in';
}
