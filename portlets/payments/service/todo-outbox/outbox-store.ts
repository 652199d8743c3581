import type { Kysely, Selectable } from 'kysely';
import type { OutboxTable, PaymentsTables } from '../tables.ts';
import type { TodoRequest } from './todo-messages.ts';

export type OutboxRow = Selectable<OutboxTable>;

/** The table `outbox`. */
export type OutboxStore = {
  /** Call it with the transaction of the change that the requests follow from. */
  add(paymentId: string, revision: number, requests: readonly TodoRequest[], now: number): Promise<void>;
  /** The first waiting request of each payment, as far as its time has come. */
  due(now: number, limit: number): Promise<OutboxRow[]>;
  /** Keeps others away until `until`; false when another process has the row. */
  claim(row: OutboxRow, until: number): Promise<boolean>;
  remove(id: string): Promise<void>;
  postpone(id: string, o: { nextAt: number; reason: string }): Promise<void>;
  refuse(id: string, reason: string): Promise<void>;
  /** When the next waiting request is due. */
  nextAt(): Promise<number | undefined>;
};

export function outboxStore(db: Kysely<PaymentsTables>): OutboxStore {
  const waiting = () => db.selectFrom('outbox').where('outbox.is_refused', '=', false);
  return {
    async add(paymentId, revision, requests, now) {
      const rows = requests.map(({ method, path, body }, index) => ({
        id: `${paymentId}:${String(revision).padStart(6, '0')}:${index}`,
        payment_id: paymentId,
        method,
        path,
        body_json: body ?? null,
        attempts: 0,
        created_at: now,
        next_at: now,
        is_refused: false,
        last_problem: null,
      }));
      if (rows.length > 0) await db.insertInto('outbox').values(rows).execute();
    },
    due: (now, limit) =>
      waiting()
        .selectAll('outbox')
        .where('outbox.next_at', '<=', now)
        .where(({ not, exists, selectFrom }) =>
          not(
            exists(
              selectFrom('outbox as earlier')
                .select('earlier.id')
                .whereRef('earlier.payment_id', '=', 'outbox.payment_id')
                .whereRef('earlier.id', '<', 'outbox.id')
                .where('earlier.is_refused', '=', false),
            ),
          ),
        )
        .orderBy('outbox.next_at')
        .orderBy('outbox.id')
        .limit(limit)
        .execute(),
    async claim(row, until) {
      const taken = await db
        .updateTable('outbox')
        .set({ next_at: until, attempts: row.attempts + 1 })
        .where('id', '=', row.id)
        .where('next_at', '=', row.next_at)
        .executeTakeFirst();
      return taken.numUpdatedRows > 0n;
    },
    async remove(id) {
      await db.deleteFrom('outbox').where('id', '=', id).execute();
    },
    async postpone(id, { nextAt, reason }) {
      await db
        .updateTable('outbox')
        .set({ next_at: nextAt, last_problem: reason })
        .where('id', '=', id)
        .execute();
    },
    async refuse(id, reason) {
      await db
        .updateTable('outbox')
        .set({ is_refused: true, last_problem: reason })
        .where('id', '=', id)
        .execute();
    },
    async nextAt() {
      const row = await waiting()
        .select(({ fn }) => fn.min('outbox.next_at').as('next_at'))
        .executeTakeFirst();
      return row?.next_at ?? undefined;
    },
  };
}
