import type { Database } from '@yimen/database';
import type { ReaderPage } from '../../contract/index.ts';
import { isUnreadBy, mayRead } from '../notices/notice-policy.ts';
import type { Reader } from '../notices/reader.ts';
import type { NoticesDatabase } from '../tables.ts';

export type ReadLog = ReturnType<typeof createReadLog>;

/** Who has read what, and when. The first reading counts; a second one changes nothing. */
export function createReadLog(db: Database<NoticesDatabase>) {
  return {
    /** @returns whether it was the first reading */
    async mark(noticeId: string, { sub, name }: Reader, now: number): Promise<boolean> {
      const added = await db.query
        .insertInto('notice_read')
        .values({ notice_id: noticeId, sub, name, read_at: now })
        .onConflict((conflict) => conflict.columns(['notice_id', 'sub']).doNothing())
        .returning('notice_id')
        .execute();
      return added.length > 0;
    },

    /** Marks everything that the person may read today. @returns how many notices that were new */
    async markAll(reader: Reader, today: string, now: number): Promise<number> {
      const added = await db.query
        .insertInto('notice_read')
        .columns(['notice_id', 'sub', 'name', 'read_at'])
        .expression((eb) =>
          eb
            .selectFrom('notice')
            .where((where) => where.and([mayRead(where, reader, today), isUnreadBy(where, reader.sub)]))
            .select((select) => [
              'notice.id',
              select.val(reader.sub).as('sub'),
              select.val(reader.name).as('name'),
              select.val(now).as('read_at'),
            ]),
        )
        .onConflict((conflict) => conflict.columns(['notice_id', 'sub']).doNothing())
        .returning('notice_id')
        .execute();
      return added.length;
    },

    async count(noticeId: string): Promise<number> {
      const { number } = await db.query
        .selectFrom('notice_read')
        .select((eb) => eb.fn.countAll().as('number'))
        .where('notice_id', '=', noticeId)
        .executeTakeFirstOrThrow();
      return Number(number);
    },

    async page(noticeId: string, { page, size }: { page: number; size: number }): Promise<ReaderPage> {
      const rows = await db.query
        .selectFrom('notice_read')
        .selectAll()
        .where('notice_id', '=', noticeId)
        .orderBy('read_at', 'desc')
        .orderBy('sub')
        .limit(size)
        .offset((page - 1) * size)
        .execute();
      return {
        items: rows.map(({ sub, name, read_at }) => ({ sub, name, readAt: read_at })),
        total: await this.count(noticeId),
      };
    },
  };
}
