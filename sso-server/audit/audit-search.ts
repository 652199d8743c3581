import type { Database } from '@yimen/database';
import { type Selectable, type SqlBool, sql } from 'kysely';
import { z } from 'zod';
import type { SsoDatabase } from '../database-schema.ts';
import type { ConcealName } from './audit-names.ts';
import type { AuditEventTable } from './audit-tables.ts';

/** Dates are ISO 8601 with a zone, or epoch milliseconds. */
const instant = z.union([
  z.coerce.number().int().min(0),
  z.iso.datetime({ offset: true }).transform((text) => Date.parse(text)),
]);
const word = z.string().trim().min(1).max(200);

/** What the trail is narrowed to. Everything given has to fit. */
export const auditFilterShape = {
  /** Inclusive and exclusive. */
  from: instant.optional(),
  to: instant.optional(),
  /** `sub` of a person. */
  person: word.optional(),
  username: word.optional(),
  /** A client id. */
  system: word.optional(),
  event: word.optional(),
  outcome: z.enum(['success', 'failure']).optional(),
  severity: z.enum(['info', 'warning', 'alert']).optional(),
  address: word.optional(),
};

export type AuditFilter = z.output<z.ZodObject<typeof auditFilterShape>>;
export type AuditPosition = { at: number; sequence: number };
export type AuditRow = Omit<Selectable<AuditEventTable>, 'mac'>;

const columns = [
  'sequence',
  'at',
  'event',
  'outcome',
  'severity',
  'sub',
  'username',
  'client_id',
  'session_uid',
  'ip',
  'user_agent',
  'detail_json',
] as const;

/** One page, the newest first; every condition has an index that ends with the time. */
export async function searchAudit(
  { query }: Database<SsoDatabase>,
  o: { filter: AuditFilter; after?: AuditPosition | undefined; limit: number; conceal: ConcealName },
): Promise<AuditRow[]> {
  const { filter, after } = o;
  const equal = {
    sub: filter.person,
    client_id: filter.system,
    event: filter.event,
    outcome: filter.outcome,
    severity: filter.severity,
    ip: filter.address,
  };
  let select = query
    .selectFrom('audit_event')
    .select(columns)
    .orderBy('at', 'desc')
    .orderBy('sequence', 'desc')
    .limit(o.limit);
  for (const [column, value] of Object.entries(equal)) {
    if (value !== undefined) select = select.where(column as 'event', '=', value);
  }
  // A name that somebody has stands in clear, one that nobody has as it was concealed.
  if (filter.username !== undefined)
    select = select.where('username', 'in', [filter.username, o.conceal(filter.username)]);
  // In words, so that the index of what is not ordinary is found.
  if (filter.severity && filter.severity !== 'info') select = select.where(sql<SqlBool>`severity <> 'info'`);
  if (filter.from !== undefined) select = select.where('at', '>=', filter.from);
  if (filter.to !== undefined) select = select.where('at', '<', filter.to);
  if (after) {
    select = select
      .where('at', '<=', after.at)
      .where((where) => where.or([where('at', '<', after.at), where('sequence', '<', after.sequence)]));
  }
  return await select.execute();
}

/** Everything that fits, page by page, so that an export of any size needs the memory of one page. */
export async function* eachAuditRow(
  db: Database<SsoDatabase>,
  o: { filter: AuditFilter; conceal: ConcealName },
): AsyncGenerator<AuditRow> {
  const limit = 1000;
  for (let after: AuditPosition | undefined; ; ) {
    const rows: AuditRow[] = await searchAudit(db, { ...o, after, limit });
    yield* rows;
    after = rows.at(-1);
    if (rows.length < limit) return;
  }
}

/** A row as the audit administrator sees it. */
export function presentAuditRow(row: AuditRow): Record<string, unknown> {
  return {
    sequence: row.sequence,
    at: new Date(row.at).toISOString(),
    event: row.event,
    outcome: row.outcome,
    severity: row.severity,
    person: row.sub,
    username: row.username,
    system: row.client_id,
    session: row.session_uid,
    address: row.ip,
    userAgent: row.user_agent,
    detail: row.detail_json,
  };
}
