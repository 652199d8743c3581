import type { Database } from '@yimen/database';
import type { Log } from '@yimen/service-kit';
import type { Transaction } from 'kysely';
import { z } from 'zod';
import type { SsoDatabase } from '../database-schema.ts';
import { type SessionLimitPolicy, sessionLimitPolicies } from './session-config.ts';

export const sessionLimitSetting = 'session-limit';
const topic = 'sso-session-limit';

/** So many sessions at the same time, and what happens to one more. A limit of 0: as many as she likes. */
export type SessionLimitRule = { limit: number; policy: SessionLimitPolicy };

/** By role id. */
export const roleLimitsSchema = z.record(
  z.string().min(1).max(64),
  z.strictObject({ limit: z.number().int().min(1).max(100), policy: z.enum(sessionLimitPolicies) }),
);
export type RoleLimits = z.output<typeof roleLimitsSchema>;

export type SessionLimitRules = ReturnType<typeof createSessionLimitRules>;

/** The limit of the configuration, and stricter or looser ones of roles. In memory: every sign-in asks. */
export function createSessionLimitRules(o: {
  db: Database<SsoDatabase>;
  now: () => number;
  log: Log;
  fallback: SessionLimitRule;
}) {
  let roles: RoleLimits = {};

  async function load(): Promise<void> {
    const select = o.db.query
      .selectFrom('policy_setting')
      .select('value_json')
      .where('name', '=', sessionLimitSetting);
    const row = await o.db.committed(() => select.executeTakeFirst());
    roles = row ? roleLimitsSchema.parse(row.value_json) : {};
  }

  const reload = () =>
    void load().catch((error: unknown) => o.log.error('session-limits-not-read', { error }));
  const undo = ['resync', topic].map((name) => o.db.bus.subscribe(name, reload));

  return {
    fallback: o.fallback,
    /** To be awaited before the first request. */
    load,
    roles: (): RoleLimits => roles,

    /** The strictest of her roles counts; who has none with a limit of its own has everybody's. */
    async of(sub: string): Promise<SessionLimitRule> {
      if (Object.keys(roles).length === 0) return o.fallback;
      const person = await o.db.query
        .selectFrom('person')
        .select('roles_json')
        .where('sub', '=', sub)
        .executeTakeFirst();
      const own = (person?.roles_json ?? []).flatMap((role) =>
        Object.hasOwn(roles, role) ? (roles[role] ?? []) : [],
      );
      return own.sort((left, right) => left.limit - right.limit)[0] ?? o.fallback;
    },

    async put(trx: Transaction<SsoDatabase>, value: RoleLimits, by: string | null): Promise<void> {
      const change = { value_json: value, updated_at: o.now(), updated_by: by };
      await trx
        .insertInto('policy_setting')
        .values({ name: sessionLimitSetting, ...change })
        .onConflict((conflict) => conflict.column('name').doUpdateSet(change))
        .execute();
    },

    /** After the commit: in this process at once, in the others by the bus. */
    async changed(): Promise<void> {
      await load();
      await o.db.bus.publish(topic);
    },

    close: () => {
      for (const stop of undo) stop();
    },
  };
}
