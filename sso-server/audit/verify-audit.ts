import type { Database } from '@yimen/database';
import {
  type Expression,
  type ExpressionBuilder,
  type Kysely,
  type Selectable,
  type SqlBool,
  sql,
} from 'kysely';
import type { SsoDatabase } from '../database-schema.ts';
import { isFromElsewhere, readCluster, rowsOutsideLinks } from './audit-cluster.ts';
import { type AuditMac, digestOf, numberOf, readRanges } from './audit-mac.ts';
import type { AuditEventTable, AuditHeadTable, AuditLinkTable } from './audit-tables.ts';

type Row = Selectable<AuditEventTable>;
type Head = Selectable<AuditHeadTable>;

/** The first thing that is wrong. `row` is its `sequence`, `link` its `position`. */
export type Broken = {
  what: 'changed' | 'moved' | 'removed' | 'inserted' | 'link' | 'cut-off' | 'archive' | 'anchor';
  row?: number;
  link?: number;
};

export type Verification = {
  ok: boolean;
  rows: number;
  links: number;
  /** Written within the last second and not linked yet; each is checked by its own MAC. */
  unlinked: number;
  /** Kept outside, `verify-audit --anchor POSITION:HASH` tells later whether the trail still contains it. */
  head: string;
  broken?: Broken;
};

type Count = { rows: number; links: number; unlinked: number };
type Place = { position: number; hash: string; last_sequence: number };
/** One reading of the trail. */
type Reading = {
  query: Kysely<SsoDatabase>;
  mac: AuditMac;
  head: Head;
  count: Count;
  /** Of every row that has one. */
  numbers: number[];
  isPostgres: boolean;
  /** Restored from a dump of another cluster and not adopted yet: transaction ids say nothing. */
  isMoved: boolean;
  anchor: string | undefined;
};

const linksAtOnce = 20;
const rowsAtOnce = 2000;

/** Reads the whole trail and stops at the first thing that does not fit. Changes nothing. */
export async function verifyAudit(
  { db, mac }: { db: Database<SsoDatabase>; mac: AuditMac },
  o: { anchor?: string | undefined } = {},
): Promise<Verification> {
  const count = { rows: 0, links: 0, unlinked: 0 };
  const { query } = db;
  const head = await query.selectFrom('audit_head').selectAll().executeTakeFirst();
  if (!head) return { ok: false, ...count, head: '', broken: { what: 'cut-off' } };
  const isPostgres = db.dialect === 'postgres';
  const isMoved = isPostgres && isFromElsewhere(head, await readCluster(query));
  const reading = { query, mac, head, count, numbers: [], isPostgres, isMoved, anchor: o.anchor };
  const broken = await findBroken(reading);
  const end = `${head.position}:${head.hash}`;
  return { ok: broken === undefined, ...count, head: end, ...(broken && { broken }) };
}

async function findBroken(reading: Reading): Promise<Broken | undefined> {
  const { head, mac } = reading;
  // Before its first link the head is as the migration left it.
  if (head.position > 0 && head.mac !== mac.ofHead(head)) return { what: 'cut-off' };
  return (await checkChain(reading)) ?? (await checkOutside(reading));
}

async function checkChain(reading: Reading): Promise<Broken | undefined> {
  const { query, mac, head, count, anchor } = reading;
  const archives = await query.selectFrom('audit_archive').selectAll().orderBy('position').execute();
  const forged = archives.find((archive) => archive.mac !== mac.ofArchive(archive));
  if (forged) return { what: 'archive', link: forged.position };
  let at: Place = archives.at(-1) ?? { position: 0, hash: '', last_sequence: 0 };
  // An anchor that is older than the last archive is in the archive's file.
  let isAnchored = anchor === undefined || Number(anchor.split(':')[0]) < at.position || anchor === name(at);
  for (;;) {
    const links = await nextLinks(reading, at.position);
    for (const link of links) {
      if (link.position !== at.position + 1) return { what: 'removed', link: at.position + 1 };
      const broken = await checkLink(reading, link, at.hash);
      if (broken) return broken;
      at = link;
      count.links += 1;
      count.rows += link.row_count;
      isAnchored ||= anchor === name(at);
    }
    if (links.length === 0) break;
  }
  const { last } = await query
    .selectFrom('audit_link')
    .select((all) => all.fn.max('position').as('last'))
    .executeTakeFirstOrThrow();
  if (Number(last ?? at.position) > head.position) return { what: 'cut-off', link: head.position + 1 };
  if (at.position !== head.position || at.hash !== head.hash)
    return { what: 'cut-off', link: at.position + 1 };
  return isAnchored ? undefined : { what: 'anchor', link: Number(anchor?.split(':')[0]) };
}

const name = ({ position, hash }: Place) => `${position}:${hash}`;

function nextLinks({ query, head }: Reading, after: number) {
  return query
    .selectFrom('audit_link')
    .selectAll()
    .where('position', '>', after)
    .where('position', '<=', head.position)
    .orderBy('position')
    .limit(linksAtOnce)
    .execute();
}

async function checkLink(
  { query, mac, numbers }: Reading,
  link: Selectable<AuditLinkTable>,
  previous: string,
): Promise<Broken | undefined> {
  const found = await query
    .selectFrom('audit_event')
    .selectAll()
    .where('sequence', '>=', link.first_sequence)
    .where('sequence', '<=', link.last_sequence)
    .execute();
  const rows = new Map(found.map((row) => [row.sequence, row]));
  const macs: string[] = [];
  for (const [index, sequence] of readRanges(link.sequences).entries()) {
    const row = rows.get(sequence);
    if (!row) return { what: 'removed', row: sequence, link: link.position };
    const own = mac.ofStored(row);
    const isLinked = digestOf(own) === link.digests.slice(index * 8, index * 8 + 8);
    // Rows of versions before the chain have no MAC of their own; the link covers them like all others.
    if (!isLinked || (row.mac !== null && row.mac !== own)) {
      return { what: row.mac === own ? 'moved' : 'changed', row: sequence, link: link.position };
    }
    macs.push(own);
    if (row.mac !== null) numbers.push(numberOf(row.mac));
  }
  const hash = mac.ofLink({ previous, position: link.position, sequences: link.sequences, macs });
  return hash === link.hash ? undefined : { what: 'link', link: link.position };
}

/** Rows that no link knows: written a moment ago, or put among the others by somebody else. */
async function checkOutside(reading: Reading): Promise<Broken | undefined> {
  return (await findInserted(reading)) ?? (await checkUnlinked(reading)) ?? findCopied(reading);
}

async function findInserted(reading: Reading): Promise<Broken | undefined> {
  const { query, count } = reading;
  if (reading.isMoved) return undefined;
  const { rows } = await query
    .selectFrom('audit_event')
    .select((all) => all.fn.countAll<string | number>().as('rows'))
    .where((where) => settled(where, reading))
    .executeTakeFirstOrThrow();
  if (Number(rows) === count.rows) return undefined;
  const linked = new Set<number>();
  for (let after = 0; ; ) {
    const links = await nextLinks(reading, after);
    for (const link of links) {
      after = link.position;
      for (const sequence of readRanges(link.sequences)) linked.add(sequence);
    }
    if (links.length === 0) break;
  }
  for await (const row of allRows(reading, 'settled')) {
    if (!linked.has(row.sequence)) return { what: 'inserted', row: row.sequence };
  }
  return undefined;
}

async function checkUnlinked(reading: Reading): Promise<Broken | undefined> {
  for await (const row of reading.isMoved ? outside(reading) : allRows(reading, 'unlinked')) {
    if (row.mac !== reading.mac.ofStored(row)) return { what: 'inserted', row: row.sequence };
    reading.numbers.push(numberOf(row.mac));
    reading.count.unlinked += 1;
  }
  return undefined;
}

async function* outside({ query }: Reading): AsyncGenerator<Row> {
  for await (const rows of rowsOutsideLinks(query)) yield* rows;
}

/** Two rows with one number: one is a copy, made before it could be linked. */
async function findCopied({ query, numbers }: Reading): Promise<Broken | undefined> {
  const sorted = Float64Array.from(numbers).sort();
  const twice = sorted.findIndex((number, index) => index > 0 && number === sorted[index - 1]);
  if (twice < 0) return undefined;
  const start = (sorted[twice] ?? 0).toString(16).padStart(13, '0');
  const rows = await query
    .selectFrom('audit_event')
    .select('sequence')
    .where('mac', 'like', `${start}%`)
    .orderBy('sequence')
    .execute();
  return { what: 'inserted', row: rows[1]?.sequence ?? 0 };
}

type Where = ExpressionBuilder<SsoDatabase, 'audit_event'>;

/**
 * On SQLite commits follow one another; on PostgreSQL every transaction below the horizon had ended, and of rows from
 * before this cluster every one is linked.
 */
function settled(where: Where, { head, isPostgres }: Reading): Expression<SqlBool> {
  return isPostgres
    ? sql<SqlBool>`(sequence <= ${head.since_sequence} or xact < ${head.horizon})`
    : where('sequence', '<=', head.last_sequence);
}

async function* allRows(reading: Reading, which: 'settled' | 'unlinked'): AsyncGenerator<Row> {
  for (let after = 0; ; ) {
    const rows = await reading.query
      .selectFrom('audit_event')
      .selectAll()
      .where('sequence', '>', after)
      .where((where) => {
        const condition = settled(where, reading);
        return which === 'settled' ? condition : where.not(condition);
      })
      .orderBy('sequence')
      .limit(rowsAtOnce)
      .execute();
    yield* rows;
    after = rows.at(-1)?.sequence ?? after;
    if (rows.length < rowsAtOnce) return;
  }
}
