import type { Transaction } from 'kysely';
import type { NoticeAudience, NoticeContent } from '../../contract/index.ts';
import type { NewAttachment } from '../attachments/new-attachment.ts';
import type { NoticesDatabase } from '../tables.ts';

type Trx = Transaction<NoticesDatabase>;

/** The columns that hold what a person writes. */
export function contentColumns(content: Omit<NoticeContent, 'audience'> & { audience: NoticeAudience }) {
  return {
    title: content.title,
    document_number: content.documentNumber,
    category: content.category,
    body_json: content.body,
    unit_name: content.unitName,
    is_everyone: content.audience.kind === 'everyone',
    is_pinned: content.isPinned,
    valid_from: content.validFrom,
    valid_until: content.validUntil,
  };
}

/** Stores whom a notice is for, in place of whom it was for. */
export async function replaceUnits(trx: Trx, noticeId: string, audience: NoticeAudience): Promise<void> {
  await trx.deleteFrom('notice_unit').where('notice_id', '=', noticeId).execute();
  if (audience.kind === 'everyone') return;
  const rows = [...new Set(audience.unitIds)].map((unit_id) => ({ notice_id: noticeId, unit_id }));
  await trx.insertInto('notice_unit').values(rows).execute();
}

/** Stores attachments after the `first` ones that are there. */
export async function addAttachments(
  trx: Trx,
  noticeId: string,
  attachments: NewAttachment[],
  first: number,
): Promise<void> {
  for (const [index, { id, name, mediaType, content }] of attachments.entries()) {
    const row = { id, notice_id: noticeId, position: first + index, name, media_type: mediaType };
    await trx
      .insertInto('attachment')
      .values({ ...row, size: content.length, content })
      .execute();
  }
}
