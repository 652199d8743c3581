import { setTimeout as delay } from 'node:timers/promises';
import type { Database } from '@yimen/database';
import type { Transaction } from 'kysely';
import type { SsoDatabase } from '../database-schema.ts';
import { isTrialSession } from '../relying-parties/live-check/trial-session.ts';
import type { SessionEnder } from './end-sessions.ts';
import type { SessionLimitRule, SessionLimitRules } from './session-limit-rules.ts';

export type SessionLimit = ReturnType<typeof createSessionLimit>;
type Place = { uid: string; accountId: string };
type Verdict = 'admitted' | 'turned-away' | 'wait';

/** An admission whose session is not written yet counts for so long. */
const beginningMs = 60_000;
const waitMs = 50;
const longestWaitMs = 2_000;

/**
 * At most so many sessions of one person at the same time. A session is admitted once, in a transaction that
 * admissions of this person enter one after the other, so that sign-ins at the same moment cannot both take the
 * last place. Without a limit nothing is read or written.
 */
export function createSessionLimit(o: {
  db: Database<SsoDatabase>;
  ender: SessionEnder;
  now: () => number;
  rules: Pick<SessionLimitRules, 'fallback' | 'of'>;
}) {
  const asked = new WeakMap<object, Promise<boolean>>();

  async function hasPlace({ uid, accountId }: Place): Promise<boolean> {
    // The session of a live check lives for seconds, and nobody else's ends for it.
    if (isTrialSession(uid) || (await o.rules.of(accountId)).limit === 0) return true;
    const row = await o.db.query
      .selectFrom('session_admission')
      .select('session_uid')
      .where('session_uid', '=', uid)
      .executeTakeFirst();
    return row !== undefined;
  }

  const admissions = (trx: Transaction<SsoDatabase>) =>
    trx.selectFrom('session_admission').select('session_uid');

  /** Those that have a place: admitted, or from before there was a limit and in use. The oldest first. */
  async function othersOf(trx: Transaction<SsoDatabase>, sub: string, uid: string) {
    const live = await trx
      .selectFrom('session')
      .select('uid')
      .where('account_id', '=', sub)
      .where('uid', '!=', uid)
      .where('expires_at', '>', o.now())
      .where((where) =>
        where.or([
          where('uid', 'in', admissions(trx).where('account_id', '=', sub)),
          where('uid', 'in', trx.selectFrom('session_client').select('session_uid')),
        ]),
      )
      .orderBy('created_at')
      .orderBy('uid')
      .execute();
    const beginning = await admissions(trx)
      .where('account_id', '=', sub)
      .where('session_uid', '!=', uid)
      .where('admitted_at', '>', o.now() - beginningMs)
      .where('session_uid', 'not in', trx.selectFrom('session').select('uid'))
      .execute();
    const uids = live.map((session) => session.uid).filter((one) => !isTrialSession(one));
    return { live: uids, beginning: beginning.length };
  }

  async function enter(
    trx: Transaction<SsoDatabase>,
    { uid, accountId: sub }: Place,
    rule: SessionLimitRule,
  ): Promise<Verdict> {
    await trx
      .insertInto('session_limit_turn')
      .values({ account_id: sub, turn: 1 })
      .onConflict((conflict) =>
        conflict
          .column('account_id')
          .doUpdateSet((set) => ({ turn: set('session_limit_turn.turn', '+', 1) })),
      )
      .execute();
    const { live, beginning } = await othersOf(trx, sub, uid);
    const over = live.length + beginning + 1 - rule.limit;
    if (over > 0 && rule.policy !== 'end-oldest') return 'turned-away';
    // A session that is just being written cannot be ended yet.
    if (over > live.length) return 'wait';
    for (const old of live.slice(0, Math.max(over, 0))) {
      await o.ender.endIn(trx, old, 'session-limit', {});
    }
    await trx
      .insertInto('session_admission')
      .values({ session_uid: uid, account_id: sub, admitted_at: o.now() })
      .onConflict((conflict) => conflict.column('session_uid').doNothing())
      .execute();
    return 'admitted';
  }

  async function decide(place: Place): Promise<boolean> {
    if (await hasPlace(place)) return true;
    const rule = await o.rules.of(place.accountId);
    for (let waited = 0; ; waited += waitMs) {
      const verdict = await o.db.transaction((trx) => enter(trx, place, rule));
      if (verdict === 'admitted') o.ender.announce();
      if (verdict !== 'wait') return verdict === 'admitted';
      if (waited >= longestWaitMs) return false;
      await delay(waitMs);
    }
  }

  return {
    limit: o.rules.fallback.limit,
    policy: o.rules.fallback.policy,
    of: o.rules.of,
    hasPlace,
    /** Whether this session has, or now gets, one of the places. Asked once per request. */
    admits(ctx: object, session: Place): Promise<boolean> {
      const known = asked.get(ctx);
      if (known) return known;
      const answer = decide(session);
      asked.set(ctx, answer);
      return answer;
    },
  };
}
