import type { LogoutTokenIssuer } from '../../logout/logout-token.ts';
import type { Member } from '../../organisation/member.ts';
import type { GuardedRequest } from '../../outgoing/guarded-request.ts';
import type { Services } from '../../services.ts';
import type { RelyingParty } from '../relying-party-directory.ts';
import { checkForgedState, checkRefresh } from './check-afterwards.ts';
import { checkDiscovery } from './check-discovery.ts';
import { checkFrontChannel, checkLogout } from './check-logout.ts';
import { checkSignIn, type SignedIn } from './check-sign-in.ts';
import { type Finding, type StepId, skipped } from './steps.ts';
import { openTrialSession, type TrialSession } from './trial-session.ts';

/** Everything that a check needs to know and do. */
export type CheckParts = Pick<Services, 'db' | 'now' | 'sessions' | 'keyRing' | 'ender'> & {
  issuer: string;
  /** The authorization endpoint, without a query. */
  authorizationUrl: string;
  party: RelyingParty;
  startUrl: string | null;
  /** Who checks, and as whom the trial is signed in. */
  caller: { sub: string; username: string };
  member: Member | undefined;
  /** Into the networks for checks, and into those for logout tokens. */
  request: GuardedRequest;
  requestLogout: GuardedRequest;
  issueToken: LogoutTokenIssuer;
  signingKeyId(alg: string): string | undefined;
  signal: AbortSignal;
};

/** Takes down what was found as soon as it was. */
export type Report = {
  running(id: StepId): Promise<void>;
  done(id: StepId, finding: Finding): Promise<void>;
};

/**
 * Drives a relying party as a browser and as the provider: discovery, start, authorization request, code exchange,
 * refresh, sign-out. What is the system's own is seen from outside, and at our endpoints from the audit trail.
 */
export async function runLiveCheck(parts: CheckParts, report: Report): Promise<void> {
  await report.running('discovery');
  await report.done('discovery', await checkDiscovery(parts));
  if (!parts.party.grantTypes.includes('authorization_code')) {
    await report.done('start', skipped('no-sign-in'));
    return;
  }
  const session = await openTrialSession(parts, parts.caller.sub);
  try {
    const signedIn = await checkSignIn(parts, report, session);
    if (signedIn) await checkSession(parts, report, { session, signedIn });
    await checkLogout(parts, report, { session, signedIn });
  } finally {
    await session.end(parts.party.clientId);
  }
  await report.running('front-channel');
  await report.done('front-channel', await checkFrontChannel(parts));
}

async function checkSession(
  parts: CheckParts,
  report: Report,
  { session, signedIn }: { session: TrialSession; signedIn: SignedIn },
): Promise<void> {
  await report.running('refresh');
  await report.done('refresh', await checkRefresh(parts, session, signedIn));
  await report.running('forged-state');
  await report.done('forged-state', await checkForgedState(parts, session));
}
