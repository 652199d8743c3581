import { randomUUID } from 'node:crypto';
import type { Database } from '@yimen/database';
import { problem } from '@yimen/problem';
import type { Transaction, Updateable } from 'kysely';
import {
  limits,
  type NoticeContent,
  type NoticeRevision,
  type NoticeState,
  type NoticeWritten,
} from '../../contract/index.ts';
import type { NewAttachment } from '../attachments/new-attachment.ts';
import type { NoticeRow } from '../notices/notice-lists.ts';
import { isManagedBy } from '../notices/notice-policy.ts';
import type { Reader } from '../notices/reader.ts';
import type { NoticesDatabase, NoticeTable } from '../tables.ts';
import { addAttachments, contentColumns, replaceUnits } from './notice-rows.ts';

type Trx = Transaction<NoticesDatabase>;

export type NoticeStore = ReturnType<typeof createNoticeStore>;

/**
 * Writes of publishers. A change names the revision it was made on; another one in between is
 * `revision-outdated`. A notice that the person does not manage is `not-found`.
 */
export function createNoticeStore(db: Database<NoticesDatabase>) {
  const change = (
    reader: Reader,
    id: string,
    revision: number,
    write: (trx: Trx, row: NoticeRow) => Promise<Updateable<NoticeTable>>,
    now: number,
  ): Promise<NoticeWritten> =>
    db.transaction(async (trx) => {
      const row = await findManaged(trx, reader, id);
      if (Number(row.revision) !== revision) throw problem('revision-outdated');
      const changes = await write(trx, row);
      const written = await trx
        .updateTable('notice')
        .set({ ...changes, revision: revision + 1, changed_at: now, changed_by: reader.sub })
        .where('id', '=', id)
        .where('revision', '=', revision)
        .returning(['id', 'revision', 'state'])
        .executeTakeFirst();
      if (!written) throw problem('revision-outdated');
      return { ...written, revision: Number(written.revision) };
    });

  return {
    create: (
      reader: Reader,
      content: NoticeContent,
      attachments: NewAttachment[],
      now: number,
    ): Promise<NoticeWritten> =>
      db.transaction(async (trx) => {
        const id = randomUUID();
        const row = {
          id,
          ...contentColumns(content),
          author: reader.name,
          author_sub: reader.sub,
          unit_id: reader.unitId,
          state: 'draft' as const,
          created_at: now,
          changed_at: now,
          changed_by: reader.sub,
          published_at: null,
          revision: 1,
        };
        await trx.insertInto('notice').values(row).execute();
        await replaceUnits(trx, id, content.audience);
        await addAttachments(trx, id, attachments, 0);
        return { id, revision: 1, state: 'draft' };
      }),

    revise: (
      reader: Reader,
      id: string,
      content: NoticeRevision,
      attachments: NewAttachment[],
      now: number,
    ) =>
      change(
        reader,
        id,
        content.revision,
        async (trx) => {
          await replaceUnits(trx, id, content.audience);
          const kept = await keepAttachments(trx, id, content.keptAttachments);
          if (kept + attachments.length > limits.files) {
            const detail = `at most ${limits.files} files`;
            throw problem('invalid-input', { errors: [{ pointer: '/body/attachments', detail }] });
          }
          await addAttachments(trx, id, attachments, kept);
          return contentColumns(content);
        },
        now,
      ),

    publish: (reader: Reader, id: string, revision: number, now: number) =>
      change(
        reader,
        id,
        revision,
        async (trx, row) => {
          refuseUnless(row.state, ['draft', 'withdrawn']);
          // Nobody's own notice is news to her.
          await trx
            .insertInto('notice_read')
            .values({ notice_id: id, sub: reader.sub, name: reader.name, read_at: now })
            .onConflict((conflict) => conflict.columns(['notice_id', 'sub']).doNothing())
            .execute();
          return { state: 'published', published_at: now };
        },
        now,
      ),

    withdraw: (reader: Reader, id: string, revision: number, now: number) =>
      change(
        reader,
        id,
        revision,
        async (_trx, row) => {
          refuseUnless(row.state, ['published']);
          return { state: 'withdrawn' };
        },
        now,
      ),

    /** Only a draft can be removed: what was public stays on record. */
    remove: (reader: Reader, id: string): Promise<void> =>
      db.transaction(async (trx) => {
        const row = await findManaged(trx, reader, id);
        refuseUnless(row.state, ['draft']);
        await trx.deleteFrom('notice_unit').where('notice_id', '=', id).execute();
        await trx.deleteFrom('attachment').where('notice_id', '=', id).execute();
        await trx.deleteFrom('notice').where('id', '=', id).execute();
      }),
  };
}

async function findManaged(trx: Trx, reader: Reader, id: string): Promise<NoticeRow> {
  const row = await trx.selectFrom('notice').selectAll().where('id', '=', id).executeTakeFirst();
  if (!row || !isManagedBy(row, reader)) throw problem('not-found');
  return row;
}

function refuseUnless(state: NoticeState, allowed: NoticeState[]): void {
  if (!allowed.includes(state)) throw problem('conflict', { detail: `the notice is ${state}` });
}

/** Removes the attachments that are not kept and puts the others in order. @returns how many are left */
async function keepAttachments(trx: Trx, noticeId: string, ids: string[]): Promise<number> {
  const rows = await trx
    .selectFrom('attachment')
    .select('id')
    .where('notice_id', '=', noticeId)
    .orderBy('position')
    .execute();
  const kept = rows.filter((row) => ids.includes(row.id));
  for (const { id } of rows) {
    const position = kept.findIndex((row) => row.id === id);
    if (position < 0) await trx.deleteFrom('attachment').where('id', '=', id).execute();
    else await trx.updateTable('attachment').set({ position }).where('id', '=', id).execute();
  }
  return kept.length;
}
