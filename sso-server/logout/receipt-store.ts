import type { Database } from '@yimen/database';
import type { Kysely, Transaction } from 'kysely';
import type { PagePosition } from '../admin-api/paging.ts';
import type { SsoDatabase } from '../database-schema.ts';
import type { Delivery } from './delivery-store.ts';
import type { LogoutChannel, LogoutDeliveryState } from './logout-tables.ts';

export type ReceiptQuery = {
  clientId?: string | undefined;
  sub?: string | undefined;
  sessionUid?: string | undefined;
  state?: LogoutDeliveryState | undefined;
  channel?: LogoutChannel | undefined;
  /** Epoch milliseconds, inclusive. */
  since?: number | undefined;
  until?: number | undefined;
  after?: PagePosition | undefined;
  limit: number;
};

export type ReceiptStore = ReturnType<typeof createReceiptStore>;

/** Whether this receipt's system can be told once more: it has a back channel and has not confirmed. */
export const canRetry = (row: Pick<Delivery, 'channel' | 'state'>): boolean =>
  row.channel === 'back' && (row.state === 'pending' || row.state === 'refused' || row.state === 'expired');

/** What became of every notice that a session has ended, newest first. */
export function createReceiptStore({ db, now }: { db: Database<SsoDatabase>; now: () => number }) {
  return {
    async page(asked: ReceiptQuery): Promise<Delivery[]> {
      let select = db.query.selectFrom('logout_delivery').selectAll();
      const { clientId, sub, sessionUid, state, channel, since, until, after } = asked;
      if (clientId !== undefined) select = select.where('client_id', '=', clientId);
      if (sub !== undefined) select = select.where('sub', '=', sub);
      if (sessionUid !== undefined) select = select.where('session_uid', '=', sessionUid);
      if (state !== undefined) select = select.where('state', '=', state);
      if (channel !== undefined) select = select.where('channel', '=', channel);
      if (since !== undefined) select = select.where('created_at', '>=', since);
      if (until !== undefined) select = select.where('created_at', '<=', until);
      if (after) {
        select = select.where((where) =>
          where.or([
            where('created_at', '<', after.at),
            where.and([where('created_at', '=', after.at), where('id', '<', after.id)]),
          ]),
        );
      }
      return select.orderBy('created_at', 'desc').orderBy('id', 'desc').limit(asked.limit).execute();
    },

    find: async (query: Kysely<SsoDatabase>, id: string): Promise<Delivery | null> =>
      (await query.selectFrom('logout_delivery').selectAll().where('id', '=', id).executeTakeFirst()) ?? null,

    /** Due now. The worker has to be woken after the commit. */
    async retry(trx: Transaction<SsoDatabase>, id: string): Promise<void> {
      await trx
        .updateTable('logout_delivery')
        .set({ state: 'pending', next_attempt_at: now(), leased_until_at: null })
        .where('id', '=', id)
        .where('channel', '=', 'back')
        .where('state', 'in', ['pending', 'refused', 'expired'])
        .execute();
    },
  };
}
