import type { Database } from '@yimen/database';
import { hashId } from '../adapter/hash-id.ts';
import type { SsoDatabase } from '../database-schema.ts';

export type ChallengeStore = ReturnType<typeof createChallengeStore>;

/** As long as the browser's own dialog may stand open. */
const goodForMs = 5 * 60_000;

/** Challenges of WebAuthn: for one page, used once (WebAuthn Level 3, 13.4.3). */
export function createChallengeStore({ db, now }: { db: Database<SsoDatabase>; now: () => number }) {
  return {
    async remember(challenge: string, purpose: string): Promise<void> {
      await db.query.deleteFrom('webauthn_challenge').where('expires_at', '<=', now()).execute();
      await db.query
        .insertInto('webauthn_challenge')
        .values({ challenge_hash: hashId(challenge), purpose, expires_at: now() + goodForMs })
        .execute();
    },

    async consume(challenge: string, purpose: string): Promise<boolean> {
      const used = await db.query
        .deleteFrom('webauthn_challenge')
        .where('challenge_hash', '=', hashId(challenge))
        .where('purpose', '=', purpose)
        .where('expires_at', '>', now())
        .executeTakeFirst();
      return used.numDeletedRows === 1n;
    },
  };
}
