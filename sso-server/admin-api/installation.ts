import type { Database } from '@yimen/database';
import type { Transaction } from 'kysely';
import type { SsoDatabase } from '../database-schema.ts';
import { administratorRoles } from './administrators.ts';

export type Installation = ReturnType<typeof createInstallation>;

/**
 * Whether this installation is finished. Until then a program with the scope `sso:admin` loads what is needed; from then
 * on only the three administrators administrate. There is no way back.
 */
export function createInstallation({ db, now }: { db: Database<SsoDatabase>; now: () => number }) {
  // Only the end of it is remembered, since it cannot change any more.
  let finished = false;

  async function isFinished(): Promise<boolean> {
    if (finished) return true;
    const row = await db.query.selectFrom('installation').select('finished_at').executeTakeFirst();
    finished = row !== undefined;
    return finished;
  }

  return {
    isFinished,

    async finish(trx: Transaction<SsoDatabase>): Promise<void> {
      await trx
        .insertInto('installation')
        .values({ id: 'this', finished_at: now() })
        .onConflict((conflict) => conflict.column('id').doNothing())
        .execute();
    },

    /** The administrator roles that no active account holds yet. */
    async missingAdministrators(): Promise<string[]> {
      const held = new Set<string>();
      for (const role of administratorRoles) {
        const holder = await db.query
          .selectFrom('administrator')
          .innerJoin('person', 'person.sub', 'administrator.sub')
          .select('person.sub')
          .where('administrator.role', '=', role)
          .where('person.is_active', '=', true)
          .executeTakeFirst();
        if (holder) held.add(role);
      }
      return administratorRoles.filter((role) => !held.has(role));
    },
  };
}
