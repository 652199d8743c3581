import { randomUUID } from 'node:crypto';
import type { Database } from '@yimen/database';
import { startOfDay } from '@yimen/service-kit';
import type { Selectable, Transaction } from 'kysely';
import type { SsoDatabase } from '../../database-schema.ts';
import type { ScheduledKind, ScheduledState } from '../organisation-tables.ts';

export type ScheduledChange = Selectable<SsoDatabase['scheduled_change']>;
/** Something was planned: whoever sleeps until the next day may have to wake up earlier. */
export const scheduleTopic = 'sso-schedule';

export type ScheduleStore = ReturnType<typeof createScheduleStore>;

export type NewScheduledChange = {
  sub: string;
  kind: ScheduledKind;
  day: string;
  unitId?: string | null;
  postId?: string | null;
  roles?: string[] | null;
  by: string | null;
  /** Of an administrator's account at this moment. */
  isOfAdministrator: boolean;
};

type Options = { db: Database<SsoDatabase>; now: () => number; timeZone: string };

/** What is to happen to people on a day to come. Rows are kept: they say what was planned and what came of it. */
export function createScheduleStore({ db, now, timeZone }: Options) {
  const { query } = db;

  /** One start and one leaving per person, one transfer per person and day: the last word counts. */
  async function replaceOthers(trx: Transaction<SsoDatabase>, change: NewScheduledChange): Promise<void> {
    let others = trx
      .updateTable('scheduled_change')
      .set({ state: 'replaced', settled_at: now() })
      .where('sub', '=', change.sub)
      .where('kind', '=', change.kind)
      .where('state', '=', 'pending');
    if (change.kind === 'transfer') others = others.where('day', '=', change.day);
    await others.execute();
  }

  return {
    /** Quiet: whoever adds many calls `announce` after the commit. */
    async add(
      trx: Transaction<SsoDatabase>,
      change: NewScheduledChange,
      { isQuiet = false } = {},
    ): Promise<ScheduledChange> {
      await replaceOthers(trx, change);
      const row: ScheduledChange = {
        id: randomUUID(),
        sub: change.sub,
        kind: change.kind,
        day: change.day,
        effective_at: startOfDay(change.day, timeZone),
        unit_id: change.unitId ?? null,
        post_id: change.postId ?? null,
        roles_json: change.roles ?? null,
        is_of_administrator: change.isOfAdministrator,
        state: 'pending',
        created_at: now(),
        created_by: change.by,
        settled_at: null,
      };
      await trx.insertInto('scheduled_change').values(row).execute();
      if (!isQuiet) await db.bus.publish(scheduleTopic);
      return row;
    },

    /** Exactly one of all processes gets true for a row. */
    async settle(trx: Transaction<SsoDatabase>, id: string, state: ScheduledState): Promise<boolean> {
      const result = await trx
        .updateTable('scheduled_change')
        .set({ state, settled_at: now() })
        .where('id', '=', id)
        .where('state', '=', 'pending')
        .executeTakeFirst();
      return result.numUpdatedRows > 0n;
    },

    find: (id: string): Promise<ScheduledChange | undefined> =>
      query.selectFrom('scheduled_change').selectAll().where('id', '=', id).executeTakeFirst(),

    due: (limit: number): Promise<ScheduledChange[]> =>
      query
        .selectFrom('scheduled_change')
        .selectAll()
        .where('state', '=', 'pending')
        .where('effective_at', '<=', now())
        .orderBy('effective_at')
        .orderBy('created_at')
        .limit(limit)
        .execute(),

    async nextAt(): Promise<number | undefined> {
      const row = await query
        .selectFrom('scheduled_change')
        .select('effective_at')
        .where('state', '=', 'pending')
        .orderBy('effective_at')
        .limit(1)
        .executeTakeFirst();
      return row?.effective_at;
    },

    of: (sub: string): Promise<ScheduledChange[]> =>
      query
        .selectFrom('scheduled_change')
        .selectAll()
        .where('sub', '=', sub)
        .orderBy('effective_at', 'desc')
        .orderBy('id')
        .limit(100)
        .execute(),

    announce: () => db.bus.publish(scheduleTopic),

    /** What is planned for these people or has taken effect already. */
    plannedOf: (trx: Transaction<SsoDatabase>, subs: string[]): Promise<ScheduledChange[]> =>
      trx
        .selectFrom('scheduled_change')
        .selectAll()
        .where('sub', 'in', subs)
        .where('state', 'in', ['pending', 'done'])
        .execute(),
  };
}
