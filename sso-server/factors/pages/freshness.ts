import { secondFactorLevel, sessionLevel } from '../acr.ts';
import type { Factors } from '../factors.ts';

/** How long ago she may have proved who she is to change what proves it. */
const freshMs = 10 * 60_000;

type Session = { uid: string; acr?: string | undefined; loginTs?: number | undefined };

/**
 * Whether the session is fresh enough to change second factors: who has one needs a fresh one, for a stolen password
 * must not be enough to put another in its place; who has none needs a fresh password.
 */
export async function isFresh(o: {
  factors: Pick<Factors, 'sessionProvedAt'>;
  session: Session;
  hasFactor: boolean;
  now: number;
}): Promise<boolean> {
  const { session, now } = o;
  // The library's clock, which wrote it, measures it.
  const signedInForMs = Date.now() - (session.loginTs ?? 0) * 1000;
  const isStrong = sessionLevel(session.acr) >= secondFactorLevel;
  if (signedInForMs < freshMs && (isStrong || !o.hasFactor)) return true;
  const provedAt = await o.factors.sessionProvedAt(session.uid);
  return provedAt !== undefined && now - provedAt < freshMs;
}
