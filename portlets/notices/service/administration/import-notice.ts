import { createHash } from 'node:crypto';
import type { Database } from '@yimen/database';
import { type FieldError, problem } from '@yimen/problem';
import type { Transaction } from 'kysely';
import type { NoticeImport } from '../../contract/index.ts';
import { checkAttachment, type NewAttachment } from '../attachments/new-attachment.ts';
import { addAttachments, contentColumns, replaceUnits } from '../publishing/notice-rows.ts';
import type { NoticesDatabase } from '../tables.ts';

type Outcome = 'created' | 'replaced' | 'unchanged' | 'kept';

/**
 * Loads a notice as a program has it. Repeating it changes nothing; what people have changed since stays; the read
 * log stays in any case.
 * @throws problem `unsupported-media-type` naming every attachment that cannot be one
 */
export async function importNotice(
  db: Database<NoticesDatabase>,
  id: string,
  given: NoticeImport,
  now: number,
): Promise<Outcome> {
  const attachments = checkAttachments(id, given);
  const columns = {
    ...contentColumns(given),
    author: given.author,
    unit_id: given.unitId,
    state: given.state,
    published_at: given.state === 'draft' ? null : given.publishedAt,
  };
  return db.transaction(async (trx) => {
    const row = await trx.selectFrom('notice').selectAll().where('id', '=', id).executeTakeFirst();
    if (row?.changed_by) return 'kept';
    if (row && (await isSame(trx, { ...row }, columns, given, attachments))) return 'unchanged';
    const written = { ...columns, author_sub: null, changed_at: now, changed_by: null };
    if (row) {
      await trx
        .updateTable('notice')
        .set({ ...written, revision: Number(row.revision) + 1 })
        .where('id', '=', id)
        .execute();
    } else {
      await trx
        .insertInto('notice')
        .values({ id, ...written, created_at: now, revision: 1 })
        .execute();
    }
    await replaceUnits(trx, id, given.audience);
    await trx.deleteFrom('attachment').where('notice_id', '=', id).execute();
    await addAttachments(trx, id, attachments, 0);
    return row ? 'replaced' : 'created';
  });
}

function checkAttachments(id: string, given: NoticeImport): NewAttachment[] {
  const errors: FieldError[] = [];
  const attachments = given.attachments.flatMap(({ name, content }, index) => {
    const file = { name, content: Buffer.from(content, 'base64') };
    const result = checkAttachment(file, `/body/attachments/${index}`);
    if ('error' in result) errors.push(result.error);
    // Content and id belong together, so that the same import gives the same ids.
    const digest = createHash('sha256').update(`${id}/${index}/${name}/`).update(file.content).digest('hex');
    return 'attachment' in result ? [{ ...result.attachment, id: digest.slice(0, 32) }] : [];
  });
  if (errors.length > 0) throw problem('unsupported-media-type', { errors });
  return attachments;
}

async function isSame(
  trx: Transaction<NoticesDatabase>,
  row: Record<string, unknown>,
  columns: Record<string, unknown>,
  { audience }: NoticeImport,
  attachments: NewAttachment[],
): Promise<boolean> {
  const isEqual = Object.entries(columns).every(([name, value]) => canonical(row[name]) === canonical(value));
  if (!isEqual) return false;
  const id = String(row.id);
  const files = await trx
    .selectFrom('attachment')
    .select('id')
    .where('notice_id', '=', id)
    .orderBy('position')
    .execute();
  const units = await trx.selectFrom('notice_unit').select('unit_id').where('notice_id', '=', id).execute();
  const unitIds = audience.kind === 'units' ? [...new Set(audience.unitIds)] : [];
  return (
    canonical(files.map((file) => file.id)) === canonical(attachments.map((attachment) => attachment.id)) &&
    canonical(units.map((unit) => unit.unit_id).sort()) === canonical(unitIds.sort())
  );
}

/** jsonb forgets the order of members. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_key, part: unknown) =>
    typeof part === 'object' && part !== null && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  );
}
