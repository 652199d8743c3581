import type { Database } from '@yimen/database';
import type { ExpressionBuilder, Selectable } from 'kysely';
import type { NoticeAudience, NoticeQuery } from '../../contract/index.ts';
import type { AttachmentTable, NoticesDatabase, NoticeTable } from '../tables.ts';
import { isUnreadBy, mayManage, mayRead } from './notice-policy.ts';
import type { Reader } from './reader.ts';

export type NoticeRow = Selectable<NoticeTable>;
export type ListedNotice = Omit<NoticeRow, 'body_json'> & { is_unread: boolean; is_with_files: boolean };
export type AttachmentHead = Pick<Selectable<AttachmentTable>, 'id' | 'name' | 'media_type' | 'size'>;

/** A notice with what its page shows. */
export type OpenedNotice = { notice: NoticeRow; attachments: AttachmentHead[]; isRead: boolean };

type Builder = ExpressionBuilder<NoticesDatabase, 'notice'>;

const listed = [
  'id',
  'title',
  'document_number',
  'category',
  'author',
  'author_sub',
  'unit_id',
  'unit_name',
  'state',
  'is_everyone',
  'is_pinned',
  'valid_from',
  'valid_until',
  'created_at',
  'changed_at',
  'changed_by',
  'published_at',
  'revision',
] as const;

export type NoticeLists = ReturnType<typeof createNoticeLists>;

/** What people read; every method sees only what this reader may. */
export function createNoticeLists(db: Database<NoticesDatabase>) {
  const readable = (reader: Reader, today: string) =>
    db.query.selectFrom('notice').where((eb) => mayRead(eb, reader, today));

  return {
    async page(reader: Reader, { show, page, size }: NoticeQuery, today: string) {
      const matching = () => {
        if (show === 'managed') return db.query.selectFrom('notice').where((eb) => mayManage(eb, reader));
        const all = readable(reader, today);
        return show === 'unread' ? all.where((eb) => isUnreadBy(eb, reader.sub)) : all;
      };
      const ordered =
        show === 'managed'
          ? matching().orderBy('changed_at', 'desc')
          : matching().orderBy('is_pinned', 'desc').orderBy('published_at', 'desc');
      const [rows, total, unread] = await Promise.all([
        ordered
          .orderBy('id')
          .select(listed)
          .select((eb) => [isUnreadBy(eb, reader.sub).as('is_unread'), hasFiles(eb).as('is_with_files')])
          .limit(size)
          .offset((page - 1) * size)
          .execute(),
        matching().select(countAll).executeTakeFirstOrThrow(),
        readable(reader, today)
          .where((eb) => isUnreadBy(eb, reader.sub))
          .select(countAll)
          .executeTakeFirstOrThrow(),
      ]);
      return { rows: rows as ListedNotice[], total: Number(total.number), unread: Number(unread.number) };
    },

    /** @returns undefined when there is no such notice for this reader: not allowed reads like not there */
    async open(reader: Reader, id: string, today: string): Promise<OpenedNotice | undefined> {
      const notice = await db.query
        .selectFrom('notice')
        .selectAll()
        .where('id', '=', id)
        .where((eb) => eb.or([mayRead(eb, reader, today), mayManage(eb, reader)]))
        .executeTakeFirst();
      if (!notice) return undefined;
      const [attachments, read] = await Promise.all([
        db.query
          .selectFrom('attachment')
          .select(['id', 'name', 'media_type', 'size'])
          .where('notice_id', '=', id)
          .orderBy('position')
          .execute(),
        db.query
          .selectFrom('notice_read')
          .select('sub')
          .where('notice_id', '=', id)
          .where('sub', '=', reader.sub)
          .executeTakeFirst(),
      ]);
      return { notice, attachments, isRead: read !== undefined };
    },

    attachment(noticeId: string, id: string): Promise<Selectable<AttachmentTable> | undefined> {
      return db.query
        .selectFrom('attachment')
        .selectAll()
        .where('id', '=', id)
        .where('notice_id', '=', noticeId)
        .executeTakeFirst();
    },

    async audience({ id, is_everyone }: NoticeRow): Promise<NoticeAudience> {
      if (is_everyone) return { kind: 'everyone' };
      const rows = await db.query
        .selectFrom('notice_unit')
        .select('unit_id')
        .where('notice_id', '=', id)
        .orderBy('unit_id')
        .execute();
      return { kind: 'units', unitIds: rows.map((row) => row.unit_id) };
    },
  };
}

const countAll = (eb: Builder) => eb.fn.countAll().as('number');

const hasFiles = (eb: Builder) =>
  eb.exists(
    eb.selectFrom('attachment').select('attachment.id').whereRef('attachment.notice_id', '=', 'notice.id'),
  );
