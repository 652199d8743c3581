import type { Database } from '@yimen/database';
import type { Log } from '@yimen/service-kit';
import type { Transaction } from 'kysely';
import type { SsoDatabase } from '../../database-schema.ts';
import {
  defaultPolicyProfile,
  type PolicyProfile,
  type PolicyProfileId,
  policyProfiles,
} from './policy-profiles.ts';

export const policySetting = 'policy-profile';
const topic = 'sso-policy';

export type PolicyStore = ReturnType<typeof createPolicyStore>;

/** Which profile is in force. In memory, since every request asks; a change anywhere is read by all processes. */
export function createPolicyStore({
  db,
  now,
  log,
}: {
  db: Database<SsoDatabase>;
  now: () => number;
  log: Log;
}) {
  let current = defaultPolicyProfile;

  async function load(): Promise<void> {
    const select = db.query
      .selectFrom('policy_setting')
      .select('value_json')
      .where('name', '=', policySetting);
    const row = await db.committed(() => select.executeTakeFirst());
    current = (row && policyProfiles[row.value_json as PolicyProfileId]) ?? defaultPolicyProfile;
  }

  const reload = () => void load().catch((error: unknown) => log.error('policy-not-read', { error }));
  const undo = ['resync', topic].map((name) => db.bus.subscribe(name, reload));

  return {
    /** To be awaited before the first request. */
    load,
    current: (): PolicyProfile => current,

    async choose(trx: Transaction<SsoDatabase>, id: PolicyProfileId, by: string | null): Promise<void> {
      const change = { value_json: id, updated_at: now(), updated_by: by };
      await trx
        .insertInto('policy_setting')
        .values({ name: policySetting, ...change })
        .onConflict((conflict) => conflict.column('name').doUpdateSet(change))
        .execute();
      await db.bus.publish(topic);
    },

    close: () => {
      for (const stop of undo) stop();
    },
  };
}
