import type { Configuration } from 'oidc-provider';
import { isTrialSession, trialTokenSeconds } from '../relying-parties/live-check/trial-session.ts';

/** Access tokens for services: short, because a signed token cannot be called back. */
export const serviceTokenSeconds = 300;
/** Opaque tokens are checked against the session at every use, so their age matters little. */
const ownTokenSeconds = 1800;
export const interactionSeconds = 3600;

export type SessionLimits = { idleSeconds: number; absoluteSeconds: number };

/** Seconds that a session may live from now on: idle limit, cut by the absolute one. */
export function sessionSeconds(limits: SessionLimits, loginTs: number | undefined, nowMs: number): number {
  const now = Math.floor(nowMs / 1000);
  const rest = limits.absoluteSeconds - (now - (loginTs ?? now));
  return Math.max(1, Math.min(limits.idleSeconds, rest));
}

export function lifetimes(limits: SessionLimits, now: () => number): Configuration['ttl'] {
  return {
    AccessToken: (_ctx, token) =>
      // A live check wants to see whether a system refreshes, and does not wait half an hour for it.
      isTrialSession(token.sessionUid)
        ? trialTokenSeconds
        : (token.resourceServer?.accessTokenTTL ?? ownTokenSeconds),
    ClientCredentials: (_ctx, token) => token.resourceServer?.accessTokenTTL ?? serviceTokenSeconds,
    AuthorizationCode: () => 60,
    Grant: () => limits.absoluteSeconds + 3600,
    IdToken: () => 3600,
    Interaction: () => interactionSeconds,
    RefreshToken: () => limits.absoluteSeconds,
    Session: (_ctx, session) => sessionSeconds(limits, session.loginTs, now()),
  };
}
