import { exportJWK, generateKeyPair } from 'jose';
import { createLogoutTokenIssuer } from '../../logout/logout-token.ts';
import type { GuardedAnswer } from '../../outgoing/guarded-request.ts';
import { newBrowser, type SignedIn, stateOf } from './check-sign-in.ts';
import type { CheckParts, Report } from './run-live-check.ts';
import { type Finding, failed, passed, skipped, warning } from './steps.ts';
import { isOutside, reasonOf } from './trial-browser.ts';
import { sidOf, type TrialSession } from './trial-session.ts';

const attemptMs = 5_000;
const unknownSid = 'live-check-unknown-sid';

/** Back-Channel Logout 1.0, 2.6 to 2.8: what the system answers to a forged and to a good logout token. */
export async function checkLogout(
  parts: CheckParts,
  report: Report,
  o: { session: TrialSession | undefined; signedIn: SignedIn | undefined },
): Promise<void> {
  const { party } = parts;
  const uri = party.backchannelLogoutUri;
  if (uri === null) {
    const isTold = party.frontchannelLogoutUri !== null;
    await report.done('logout', isTold ? skipped('front-only') : warning('logout-none'));
    return;
  }
  const sub = parts.caller.sub;
  const sid = o.session && (await sidOf(parts, o.session.uid, party.clientId));
  await report.running('forged-logout');
  const forged = await deliver(parts, uri, await forgedToken(parts, sub, sid ?? unknownSid));
  if ('finding' in forged) {
    await report.done('forged-logout', skipped('not-reached'));
    await report.done('logout', forged.finding);
    return;
  }
  const fault = reachFault(uri, forged.answer);
  if (fault) {
    await report.done('forged-logout', skipped('not-reached'));
    await report.done('logout', fault);
    return;
  }
  const { status } = forged.answer;
  const isTaken = status === 200 || status === 204;
  await report.done(
    'forged-logout',
    isTaken ? failed('forged-logout-accepted', { status }) : passed('forged-logout-good', { status }),
  );
  // A forged token that was obeyed has ended the session already: nothing more can be learned from it.
  const signedIn = isTaken ? undefined : o.signedIn;
  await checkGoodToken(parts, report, { uri, sub, sid: sid ?? unknownSid, signedIn });
}

async function checkGoodToken(
  parts: CheckParts,
  report: Report,
  o: { uri: string; sub: string; sid: string; signedIn: SignedIn | undefined },
): Promise<void> {
  await report.running('logout');
  const token = await parts.issueToken({
    clientId: parts.party.clientId,
    alg: parts.party.idTokenAlg,
    sub: o.sub,
    sid: o.sid,
  });
  // Whether it is still in before it is told, so that afterwards says something.
  const before = o.signedIn && (await stateOf(parts, o.signedIn.browser, o.signedIn.landing));
  const anonymous = o.signedIn && (await stateOf(parts, newBrowser(parts), o.signedIn.landing));
  const sent = await deliver(parts, o.uri, token);
  const verdict = 'finding' in sent ? sent.finding : goodTokenVerdict(parts, o.uri, sent.answer);
  await report.done('logout', verdict);
  if (verdict.state !== 'passed' || !o.signedIn || before !== 'signed-in' || anonymous !== 'signed-out') {
    // A page that everybody may see tells nothing about a session.
    await report.done('logout-effect', skipped('logout-effect-untested'));
    return;
  }
  await report.running('logout-effect');
  const after = await stateOf(parts, o.signedIn.browser, o.signedIn.landing);
  await report.done(
    'logout-effect',
    after === 'signed-out' ? passed('logout-effect-good') : failed('logout-effect-none', { status: after }),
  );
}

type Sent = { answer: GuardedAnswer } | { finding: Finding };

async function deliver(parts: CheckParts, uri: string, logout_token: string): Promise<Sent> {
  try {
    const signal = AbortSignal.any([parts.signal, AbortSignal.timeout(attemptMs)]);
    const form = new URLSearchParams({ logout_token });
    return { answer: await parts.requestLogout(uri, { method: 'POST', form, signal }) };
  } catch (error) {
    if (isOutside(error)) return { finding: failed('logout-outside', { host: new URL(uri).hostname }) };
    return { finding: failed('logout-unreachable', { url: uri, reason: reasonOf(error) }) };
  }
}

/** Answers that come from something in front of the endpoint. */
function reachFault(url: string, { status }: GuardedAnswer): Finding | undefined {
  if (status >= 300 && status < 400) return failed('logout-redirected', { url, status });
  if (status === 401 || status === 403) return failed('logout-forbidden', { url, status });
  if (status === 404 || status === 405 || status === 410) return failed('logout-not-found', { url, status });
  return undefined;
}

function goodTokenVerdict({ party }: CheckParts, url: string, answer: GuardedAnswer): Finding {
  const { status } = answer;
  if (status === 200 || status === 204) return passed('logout-good', { status });
  const body = answer.text.replace(/\s+/g, ' ').slice(0, 200);
  if (status === 400) {
    // Section 2.7: a session that is not known is no reason to refuse, but some do without a trial sign-in.
    return failed('logout-refused', { status, body, alg: party.idTokenAlg });
  }
  return reachFault(url, answer) ?? failed('logout-error', { status, body });
}

/** Right in everything but its signature: made with a key that nobody has published. */
async function forgedToken(parts: CheckParts, sub: string, sid: string): Promise<string> {
  const alg = parts.party.idTokenAlg;
  const { privateKey } = await generateKeyPair(alg, { extractable: true });
  const jwk = { ...(await exportJWK(privateKey)), alg, kid: parts.signingKeyId(alg) };
  const keys = () => ({ jwks: { keys: [jwk] }, cookieKeys: [] });
  const issue = createLogoutTokenIssuer({ issuer: parts.issuer, keyRing: { keys }, now: parts.now });
  return await issue({ clientId: parts.party.clientId, alg, sub, sid });
}

/** Front-Channel Logout 1.0, section 3: the address has to be reachable and framable. */
export async function checkFrontChannel(parts: CheckParts): Promise<Finding> {
  const { party, issuer, request, signal } = parts;
  const uri = party.frontchannelLogoutUri;
  if (uri === null) return skipped('front-none');
  const url = new URL(uri);
  // As if for another session: nobody is signed out by the check.
  url.searchParams.set('iss', issuer);
  url.searchParams.set('sid', unknownSid);
  try {
    const answer = await request(url.href, {
      signal: AbortSignal.any([signal, AbortSignal.timeout(attemptMs)]),
    });
    if (answer.status >= 400) return failed('front-status', { url: uri, status: answer.status });
    const header = framingRefusal(answer.headers, new URL(issuer).origin);
    return header
      ? failed('front-blocked', { header, issuer: new URL(issuer).origin })
      : passed('front-good', { status: answer.status });
  } catch (error) {
    const reason = isOutside(error) ? 'YIMEN_LIVE_CHECK_NETWORKS' : reasonOf(error);
    return failed('front-unreachable', { url: uri, reason });
  }
}

/** CSP frame-ancestors counts before X-Frame-Options (CSP Level 3, 6.4.2). */
function framingRefusal(headers: Headers, origin: string): string | undefined {
  const ancestors = /frame-ancestors([^;]*)/i.exec(headers.get('content-security-policy') ?? '')?.[1];
  if (ancestors !== undefined) {
    const sources = ancestors.trim().split(/\s+/);
    const isAllowed = sources.some(
      (source) => source === '*' || source === origin || source === `${new URL(origin).protocol}`,
    );
    return isAllowed ? undefined : `frame-ancestors${ancestors}`;
  }
  const options = headers.get('x-frame-options');
  return options === null ? undefined : `X-Frame-Options: ${options}`;
}
