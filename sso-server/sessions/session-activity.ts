import { type SessionLimits, sessionSeconds } from '../provider/lifetimes.ts';
import type { SessionStore } from './session-store.ts';

const writeEveryMs = 60_000;
const remembered = 20_000;

export type SessionActivity = { note(uid: string): Promise<void> };

/**
 * Work in any relying party keeps the session at the provider alive: refreshing or trading a token counts
 * as activity. Otherwise a person who stays in the portal all morning would be signed out as idle.
 */
export function createSessionActivity(o: {
  sessions: SessionStore;
  limits: SessionLimits;
  now: () => number;
}): SessionActivity {
  const written = new Map<string, number>();
  return {
    async note(uid) {
      const at = o.now();
      if (at - (written.get(uid) ?? 0) < writeEveryMs) return;
      if (written.size >= remembered) written.clear();
      written.set(uid, at);
      const session = await o.sessions.findByUid(uid);
      if (!session) return;
      const expiresAt = at + sessionSeconds(o.limits, session.login_ts ?? undefined, at) * 1000;
      if (expiresAt > session.expires_at)
        await o.sessions.update(uid, { seen_at: at, expires_at: expiresAt });
    },
  };
}
