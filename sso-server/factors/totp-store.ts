import { randomUUID } from 'node:crypto';
import type { Database } from '@yimen/database';
import type { Selectable, Transaction } from 'kysely';
import type { SsoDatabase } from '../database-schema.ts';
import type { Seal } from '../keys/seal.ts';
import { stepOfCode } from './totp.ts';

export type TotpRow = Selectable<SsoDatabase['totp_factor']>;
export type TotpStore = ReturnType<typeof createTotpStore>;

const purposeOf = (id: string) => `totp:${id}`;

export function createTotpStore(o: { db: Database<SsoDatabase>; seal: Seal; now: () => number }) {
  const { query } = o.db;

  const of = (sub: string): Promise<TotpRow[]> =>
    query.selectFrom('totp_factor').selectAll().where('sub', '=', sub).orderBy('created_at').execute();

  return {
    of,

    /** With the step that confirmed it: that code is used up. */
    async add(
      trx: Transaction<SsoDatabase>,
      factor: { sub: string; name: string; secret: string; step: number },
    ) {
      const id = randomUUID();
      await trx
        .insertInto('totp_factor')
        .values({
          id,
          sub: factor.sub,
          name: factor.name,
          sealed_secret: o.seal.seal(factor.secret, purposeOf(id)),
          last_step: factor.step,
          created_at: o.now(),
          last_used_at: null,
        })
        .execute();
      return id;
    },

    /** Uses the code up. Of any number of attempts with one code, in whatever process, one gets true. */
    async use(sub: string, code: string): Promise<boolean> {
      for (const row of await of(sub)) {
        const step = stepOfCode(o.seal.open(row.sealed_secret, purposeOf(row.id)), code, o.now());
        if (step === undefined) continue;
        const used = await query
          .updateTable('totp_factor')
          .set({ last_step: step, last_used_at: o.now() })
          .where('id', '=', row.id)
          .where((where) => where.or([where('last_step', 'is', null), where('last_step', '<', step)]))
          .executeTakeFirst();
        if (used.numUpdatedRows === 1n) return true;
      }
      return false;
    },

    async remove(trx: Transaction<SsoDatabase>, sub: string, id: string): Promise<boolean> {
      const gone = await trx
        .deleteFrom('totp_factor')
        .where('sub', '=', sub)
        .where('id', '=', id)
        .executeTakeFirst();
      return gone.numDeletedRows > 0n;
    },
  };
}
