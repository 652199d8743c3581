import type { Database } from '@yimen/database';
import { type Kysely, type Selectable, sql } from 'kysely';
import type { SsoDatabase } from '../database-schema.ts';
import { readRanges } from './audit-mac.ts';
import type { AuditEventTable, AuditHeadTable } from './audit-tables.ts';

type Query = Kysely<SsoDatabase>;
type Row = Selectable<AuditEventTable>;
/** Which PostgreSQL cluster this is, '' when it does not say, and below which number its transactions have ended. */
export type Cluster = { id: string; horizon: number };

const linksAtOnce = 500;
const rowsAtOnce = 500;

/** The number that initdb gave the cluster; everybody may ask for it unless somebody took that right away. */
export async function readCluster(query: Query): Promise<Cluster> {
  const {
    rows: [now],
  } = await sql<{ horizon: string; may: boolean }>`
    select pg_snapshot_xmin(pg_current_snapshot())::text as horizon,
      has_function_privilege('pg_catalog.pg_control_system()', 'execute') as may`.execute(query);
  const horizon = Number(now?.horizon);
  if (now?.may !== true) return { id: '', horizon };
  const {
    rows: [control],
  } = await sql<{ id: string }>`select system_identifier::text as id from pg_control_system()`.execute(query);
  return { id: control?.id ?? '', horizon };
}

/**
 * Whether the transaction ids of rows and head are another cluster's: of the one that a dump was made in, where they
 * mean nothing. A horizon of the future says so too.
 */
export const isFromElsewhere = (
  head: Pick<AuditHeadTable, 'cluster' | 'horizon'>,
  cluster: Cluster,
): boolean => head.cluster !== cluster.id || cluster.horizon < head.horizon;

/** Where rows with these transaction ids are concerned, which is PostgreSQL alone. */
export async function hasMoved(db: Database<SsoDatabase>): Promise<boolean> {
  if (db.dialect !== 'postgres') return false;
  const head = await db.query.selectFrom('audit_head').selectAll().executeTakeFirst();
  return head !== undefined && isFromElsewhere(head, await readCluster(db.query));
}

/** Rows that no link covers, in order, whatever transaction wrote them. */
export async function* rowsOutsideLinks(query: Query): AsyncGenerator<Row[]> {
  const linked = await linkedRanges(query);
  const gaps = [...linked, undefined].map((range, index) => ({
    from: (linked[index - 1]?.[1] ?? 0) + 1,
    to: (range?.[0] ?? Number.MAX_SAFE_INTEGER) - 1,
  }));
  // One statement for all of them; an array cannot be a parameter.
  const [froms, tos] = [gaps.map(({ from }) => from).join(), gaps.map(({ to }) => to).join()];
  for (let after = 0; ; ) {
    const { rows: numbers } = await sql<{ sequence: string | number }>`
      select event.sequence from unnest(string_to_array(${froms}, ',')::bigint[], string_to_array(${tos}, ',')::bigint[])
          as gap (first, last)
        join audit_event event on event.sequence between gap.first and gap.last
        where gap.last > ${after} and event.sequence > ${after}
        order by event.sequence limit ${rowsAtOnce}`.execute(query);
    if (numbers.length === 0) return;
    const sequences = numbers.map(({ sequence }) => Number(sequence));
    yield await query
      .selectFrom('audit_event')
      .selectAll()
      .where('sequence', 'in', sequences)
      .orderBy('sequence')
      .execute();
    after = sequences.at(-1) ?? after;
  }
}

/** What the links cover, joined where it touches, in rising order. */
async function linkedRanges(query: Query): Promise<[number, number][]> {
  const ranges: [number, number][] = [];
  for (let after = 0; ; ) {
    const links = await query
      .selectFrom('audit_link')
      .select(['position', 'sequences'])
      .where('position', '>', after)
      .orderBy('position')
      .limit(linksAtOnce)
      .execute();
    for (const { sequences } of links) ranges.push(...rangesOf(sequences));
    const last = links.at(-1);
    if (!last) break;
    after = last.position;
  }
  return join(ranges.sort((a, b) => a[0] - b[0]));
}

function rangesOf(sequences: string): [number, number][] {
  return sequences.split(',').map((range) => {
    const numbers = readRanges(range);
    return [numbers[0] ?? 0, numbers.at(-1) ?? 0];
  });
}

function join(sorted: readonly [number, number][]): [number, number][] {
  const joined: [number, number][] = [];
  for (const [from, to] of sorted) {
    const last = joined.at(-1);
    if (last && from <= last[1] + 1) last[1] = Math.max(last[1], to);
    else joined.push([from, to]);
  }
  return joined;
}
