import { createHmac, randomBytes } from 'node:crypto';
import { acrValues } from '@yimen/service-kit';
import type { Services } from '../../services.ts';

/** Sessions of checks begin with this, so that every process knows them without asking anybody. */
const prefix = 'live-check.';
/** Access tokens of a trial expire at once, so that a system shows whether it refreshes. */
export const trialTokenSeconds = 4;
const longestMs = 5 * 60_000;
const cookieName = 'yimen_sso_session';

export const isTrialSession = (uid: string | undefined): boolean => uid?.startsWith(prefix) === true;

export type TrialSession = { uid: string; cookie: string; end(clientId: string): Promise<void> };

type Parts = Pick<Services, 'db' | 'now' | 'sessions' | 'keyRing' | 'ender'>;

/**
 * A session of the administrator who checks, for this check alone: she has just signed in with a second factor, and
 * opens nothing that she could not open herself. Its cookie stays in this process.
 */
export async function openTrialSession(parts: Parts, sub: string): Promise<TrialSession> {
  const { db, now, sessions, keyRing, ender } = parts;
  const uid = prefix + randomBytes(16).toString('base64url');
  const value = randomBytes(32).toString('base64url');
  await sessions.insert({
    uid,
    account_id: sub,
    login_ts: Math.floor(Date.now() / 1000),
    acr: acrValues.secondFactor,
    amr_json: ['mfa'],
    is_transient: false,
    state_json: null,
    ip: null,
    user_agent: 'YimenLiveCheck',
    created_at: now(),
    seen_at: now(),
    expires_at: now() + longestMs,
  });
  await sessions.addCookie(value, uid);
  return {
    uid,
    cookie: signed(`${cookieName}=${value}`, keyRing.keys().cookieKeys[0] ?? ''),
    async end(clientId) {
      // The system has been told by the check itself, whose receipt is the check.
      await db.query.deleteFrom('oidc_model').where('session_uid', '=', uid).execute();
      await sessions.removeClients(uid, [clientId]);
      await ender.end(uid, 'live-check-ended');
    },
  };
}

/** As the library's cookies are signed (keygrip: HMAC-SHA1 of `name=value`). */
function signed(pair: string, key: string): string {
  const signature = createHmac('sha1', key).update(pair).digest('base64url');
  return `${pair}; ${cookieName}.sig=${signature}`;
}

/** The `sid` under which the system knows this session. */
export async function sidOf({ sessions }: Parts, uid: string, clientId: string): Promise<string | undefined> {
  const clients = await sessions.clientsOf(uid);
  return clients.find((client) => client.client_id === clientId)?.sid;
}
