import type { Database } from '@yimen/database';
import type { Insertable, Kysely, Selectable, Transaction } from 'kysely';
import type { SsoDatabase } from '../../database-schema.ts';
import type { PendingChangeState } from '../administration-tables.ts';

export type PendingChangeRow = Selectable<SsoDatabase['pending_change']>;
export type PendingCursor = { requestedAt: number; id: string };

/** What the list is narrowed to; `expired` is what is still pending after its time. */
export type PendingFilter = PendingChangeState | 'expired';

export type PendingChangeStore = ReturnType<typeof createPendingChangeStore>;

export function createPendingChangeStore({ db, now }: { db: Database<SsoDatabase>; now: () => number }) {
  return {
    async add(trx: Transaction<SsoDatabase>, row: Insertable<SsoDatabase['pending_change']>): Promise<void> {
      await trx.insertInto('pending_change').values(row).execute();
    },

    /** Exactly one decision wins. */
    async decide(
      trx: Transaction<SsoDatabase>,
      id: string,
      to: { state: PendingChangeState; by: { sub: string; username: string }; reason?: string | undefined },
    ): Promise<boolean> {
      const { numUpdatedRows } = await trx
        .updateTable('pending_change')
        .set({
          state: to.state,
          // It may hold a secret, and nobody needs it any more.
          sealed_input: '',
          decided_by: to.by.sub,
          decided_username: to.by.username,
          decided_at: now(),
          reason: to.reason ?? null,
        })
        .where('id', '=', id)
        .where('state', '=', 'pending')
        .executeTakeFirst();
      return numUpdatedRows === 1n;
    },

    /** The newest first. */
    page(o: { filter?: PendingFilter | undefined; after?: PendingCursor | undefined; limit: number }) {
      const { filter, after } = o;
      let select = db.query
        .selectFrom('pending_change')
        .selectAll()
        .orderBy('requested_at', 'desc')
        .orderBy('id', 'desc')
        .limit(o.limit);
      if (filter) select = select.where('state', '=', filter === 'expired' ? 'pending' : filter);
      if (filter === 'pending') select = select.where('expires_at', '>', now());
      if (filter === 'expired') select = select.where('expires_at', '<=', now());
      if (after) {
        select = select.where((where) =>
          where.or([
            where('requested_at', '<', after.requestedAt),
            where.and([where('requested_at', '=', after.requestedAt), where('id', '<', after.id)]),
          ]),
        );
      }
      return select.execute();
    },
  };
}

export const pendingChangeSubject = {
  kind: 'pending-change',
  id: ({ params }: { params: unknown; query: unknown; body: unknown }) => (params as { id: string }).id,
  load: async (query: Kysely<SsoDatabase>, id: string): Promise<PendingChangeRow | null> =>
    (await query.selectFrom('pending_change').selectAll().where('id', '=', id).executeTakeFirst()) ?? null,
};
