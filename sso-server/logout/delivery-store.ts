import type { Database } from '@yimen/database';
import { type Selectable, sql, type Updateable } from 'kysely';
import type { SsoDatabase } from '../database-schema.ts';

export type Delivery = Selectable<SsoDatabase['logout_delivery']>;
export type DeliveryStore = ReturnType<typeof createDeliveryStore>;

export function createDeliveryStore({ db, now }: { db: Database<SsoDatabase>; now: () => number }) {
  const { query } = db;
  return {
    /** Takes what is due. The lease keeps other processes away, and frees the rows if this one dies. */
    takeDue: (
      limit: number,
      o: { leaseMs: number; perClient: number; except: string[] },
    ): Promise<Delivery[]> => {
      const at = now();
      let waiting = query
        .selectFrom('logout_delivery')
        .select([
          'id',
          'next_attempt_at',
          // A system with a thousand rows must not take the places of the others.
          sql<number>`row_number() over (partition by client_id order by next_attempt_at, id)`.as('turn'),
        ])
        .where('state', '=', 'pending')
        .where('next_attempt_at', '<=', at)
        .where((where) =>
          where.or([where('leased_until_at', 'is', null), where('leased_until_at', '<=', at)]),
        );
      if (o.except.length > 0) waiting = waiting.where('client_id', 'not in', o.except);
      const due = query
        .selectFrom(waiting.as('waiting'))
        .select('id')
        .where('turn', '<=', o.perClient)
        .orderBy('next_attempt_at')
        .limit(limit);
      return query
        .updateTable('logout_delivery')
        .set({ leased_until_at: at + o.leaseMs })
        .where('id', 'in', due)
        .where((where) =>
          where.or([where('leased_until_at', 'is', null), where('leased_until_at', '<=', at)]),
        )
        .returningAll()
        .execute();
    },

    async finishAttempt(id: string, change: Updateable<SsoDatabase['logout_delivery']>): Promise<void> {
      await query
        .updateTable('logout_delivery')
        .set({ ...change, leased_until_at: null })
        .where('id', '=', id)
        .execute();
    },

    /** When the next attempt of any row is due; undefined when nothing waits. */
    async nextDue(): Promise<number | undefined> {
      const row = await query
        .selectFrom('logout_delivery')
        .select((select) => select.fn.min('next_attempt_at').as('at'))
        .where('state', '=', 'pending')
        .executeTakeFirst();
      return row?.at === null || row?.at === undefined ? undefined : Number(row.at);
    },

    receiptsOf: (sessionUid: string): Promise<Delivery[]> =>
      query
        .selectFrom('logout_delivery')
        .selectAll()
        .where('session_uid', '=', sessionUid)
        .orderBy('client_id')
        .execute(),
  };
}
