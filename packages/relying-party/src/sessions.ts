import type { Bus, Database } from '@yimen/database';
import { isOpaqueId, keyOf, newOpaqueId } from './opaque-id.ts';
import type { RelyingPartySettings } from './relying-party-options.ts';
import type { RpClaims, RpSession } from './rp-session.ts';
import type { LogoutTokenStore } from './stores/logout-token-store.ts';
import type { SessionRow, SessionStore } from './stores/session-store.ts';
import type { RelyingPartyTables } from './tables.ts';
import type { TokenCipher } from './token-cipher.ts';

const TOPIC = 'rp-session-end';
const TOUCH_EVERY_MS = 60_000;
const SWEEP_EVERY_MS = 60_000;
// A NOTIFY carries 8,000 bytes; a key has 43.
const KEYS_PER_MESSAGE = 100;
/** How long requests under way in other tabs may still use a session that a new sign-in replaced. */
const REPLACED_GRACE_MS = 120_000;

/** Tokens of the OpenID Provider that belong to a session. */
export type SessionTokens = { accessToken: string; refreshToken?: string; idToken: string };

/** A person who has just signed in. */
export type SignedIn = {
  sub: string;
  sid: string;
  claims: RpClaims;
  tokens: SessionTokens;
  tokenExpiresAt: number;
};

/** The rules over the session table: limits, rotation, endings. */
export type Sessions = ReturnType<typeof createSessions>;

/** @param o `onSessionEnd` is told the keys of sessions that have ended, in this process and in others */
export function createSessions(o: {
  db: Database<RelyingPartyTables>;
  store: SessionStore;
  logoutTokens: LogoutTokenStore;
  cipher: TokenCipher;
  settings: RelyingPartySettings;
  onSessionEnd?: (sessionKeys: string[]) => void;
}) {
  const { store, cipher, settings } = o;
  const { clock, log } = settings;
  const announce = announcer(o.db.bus, o.onSessionEnd);
  let sweptAt = clock();

  async function end(key: string, reason: string): Promise<void> {
    if (!(await store.remove(key))) return;
    log.info('session-ended', { reason });
    await announce([key]);
  }

  async function sweep(now: number): Promise<void> {
    sweptAt = now;
    await announce(await store.removeExpired({ now, idleSince: now - settings.idleMs }));
  }

  return {
    end,
    announceEnded: announce,

    /** Finds the live session of a cookie. Notes its use at most once a minute. */
    async load(opaqueId: string): Promise<RpSession | undefined> {
      if (!isOpaqueId(opaqueId)) return undefined;
      const now = clock();
      if (Math.abs(now - sweptAt) > SWEEP_EVERY_MS) {
        await sweep(now).catch((error: unknown) =>
          log.warn('session-sweep-failed', { error: String(error) }),
        );
      }
      const row = await store.find(keyOf(opaqueId));
      if (!row) return undefined;
      if (row.ends_at <= now || row.seen_at + settings.idleMs <= now) {
        await end(row.key, row.ends_at <= now ? 'absolute-limit' : 'idle-limit');
        return undefined;
      }
      if (now - row.seen_at >= TOUCH_EVERY_MS) await store.touch(row.key, row.seen_at, now);
      return presentSession(row);
    },

    /**
     * Starts a session under a new id and retires the one the browser had.
     *
     * @returns the id for the cookie, or undefined when the provider's session was signed out meanwhile
     */
    async start(person: SignedIn, replaced: RpSession | undefined): Promise<string | undefined> {
      const id = newOpaqueId();
      const key = keyOf(id);
      const now = clock();
      await store.insert({
        key,
        sub: person.sub,
        sid: person.sid,
        claims_json: person.claims,
        sealed_tokens: cipher.seal(person.tokens, key),
        token_version: 1,
        token_expires_at: person.tokenExpiresAt,
        lease_owner: null,
        lease_until_at: null,
        created_at: now,
        seen_at: now,
        ends_at: now + settings.absoluteMs,
      });
      // The provider may have signed the person out while the code was being exchanged. Only after the insert: see
      // logout-token-store.ts.
      if (await o.logoutTokens.hasEnded(person.sid)) {
        await end(key, 'signed-out-meanwhile');
        return undefined;
      }
      if (replaced) await retire(replaced, person, now);
      return id;
    },

    /** The tokens of a session; undefined when the secret has changed since they were written. */
    openTokens: (row: SessionRow) => cipher.open(row.sealed_tokens, row.key) as SessionTokens | undefined,

    /** Calls the listener for every session that ends, in whatever process. Returns the undo. */
    subscribeEnd: (listener: (sessionKey: string) => void) =>
      o.db.bus.subscribe(TOPIC, (payload) => {
        for (const key of payload as string[]) listener(key);
      }),
  };

  // Two tabs that sign in at once replace each other's session: the loser's requests under way must not fail.
  async function retire(replaced: RpSession, by: SignedIn, now: number): Promise<void> {
    if (replaced.sub === by.sub && replaced.sid === by.sid) {
      await store.endBy(replaced.key, now + REPLACED_GRACE_MS);
    } else {
      await end(replaced.key, 'replaced');
    }
  }
}

function announcer(bus: Bus, onSessionEnd: ((sessionKeys: string[]) => void) | undefined) {
  return async (keys: string[]): Promise<void> => {
    if (keys.length === 0) return;
    onSessionEnd?.(keys);
    for (let at = 0; at < keys.length; at += KEYS_PER_MESSAGE) {
      await bus.publish(TOPIC, keys.slice(at, at + KEYS_PER_MESSAGE));
    }
  };
}

function presentSession(row: SessionRow): RpSession {
  const claims = row.claims_json as RpClaims;
  return { key: row.key, sub: row.sub, sid: row.sid, claims, createdAt: row.created_at };
}
