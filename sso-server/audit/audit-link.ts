import type { Selectable, Transaction } from 'kysely';
import type { SsoDatabase } from '../database-schema.ts';
import { type AuditMac, digestOf, writeRanges } from './audit-mac.ts';
import type { AuditEventTable, AuditHeadTable } from './audit-tables.ts';

type Row = Selectable<AuditEventTable>;
export type Head = Omit<AuditHeadTable, 'id' | 'mac'>;

/** Writes the next link for these rows. @returns the head that follows */
export async function addLink(
  trx: Transaction<SsoDatabase>,
  { head, rows, mac, now }: { head: Head; rows: Row[]; mac: AuditMac; now: () => number },
): Promise<Head> {
  const position = head.position + 1;
  const sequences = writeRanges(rows.map((row) => row.sequence));
  // Of the content as it stands, whatever the row says of itself: verification compares the two.
  const macs = rows.map((row) => mac.ofStored(row));
  const hash = mac.ofLink({ previous: head.hash, position, sequences, macs });
  const numbers = rows.map((row) => row.sequence);
  await trx
    .insertInto('audit_link')
    .values({
      position,
      first_sequence: Math.min(...numbers),
      last_sequence: Math.max(...numbers),
      row_count: rows.length,
      sequences,
      digests: macs.map(digestOf).join(''),
      last_at: Math.max(...rows.map((row) => row.at)),
      hash,
      sealed_at: now(),
    })
    .execute();
  return { ...head, position, hash, last_sequence: Math.max(head.last_sequence, ...numbers) };
}

/** Moves the head on, unless somebody else has moved it meanwhile. */
export async function writeHead(
  trx: Transaction<SsoDatabase>,
  { before, head, mac }: { before: Head; head: Head; mac: AuditMac },
): Promise<void> {
  const { numUpdatedRows } = await trx
    .updateTable('audit_head')
    .set({ ...head, mac: mac.ofHead(head) })
    .where('position', '=', before.position)
    .executeTakeFirst();
  if (numUpdatedRows !== 1n) throw new Error('somebody else sealed meanwhile');
}

/** One process after the other: who waited finds the head moved, and begins anew (`transaction` repeats it). */
export async function lockHead(dialect: 'sqlite' | 'postgres', trx: Transaction<SsoDatabase>): Promise<Head> {
  const select = trx.selectFrom('audit_head').selectAll();
  const {
    id: _id,
    mac: _mac,
    ...head
  } = await (dialect === 'postgres' ? select.forUpdate() : select).executeTakeFirstOrThrow();
  return head;
}
