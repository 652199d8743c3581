import { Readable } from 'node:stream';
import { z } from 'zod';
import { toCsv, toJsonLines } from '../audit/audit-export.ts';
import { auditFilterShape, eachAuditRow, presentAuditRow, searchAudit } from '../audit/audit-search.ts';
import { verifyAudit } from '../audit/verify-audit.ts';
import { type AdministrationOperation, readOperation } from './operation.ts';
import { paging, readCursor, writeCursor } from './paging.ts';

const by = ['audit-administrator'] as const;
const position = z.strictObject({ at: z.number(), sequence: z.number() });

const search = readOperation({
  id: 'audit.search',
  title: { 'zh-CN': '查询审计记录', 'en-US': 'Search the audit trail' },
  method: 'GET',
  path: '/audit/events',
  by,
  isAudited: true,
  query: z.strictObject({
    ...auditFilterShape,
    ...paging,
  }),
  async read({ services: { db, concealName }, input: { query } }) {
    const { limit, cursor, ...filter } = query;
    const after = readCursor(position, cursor);
    const rows = await searchAudit(db, { filter, after, limit: limit + 1, conceal: concealName });
    const page = rows.slice(0, limit);
    const last = page.at(-1);
    const next = rows.length > limit && last ? writeCursor({ at: last.at, sequence: last.sequence }) : null;
    return { body: { events: page.map(presentAuditRow), cursor: next } };
  },
});

const exportAll = readOperation({
  id: 'audit.export',
  title: { 'zh-CN': '导出审计记录', 'en-US': 'Export the audit trail' },
  method: 'GET',
  path: '/audit/export',
  by,
  isAudited: true,
  query: z.strictObject({ ...auditFilterShape, format: z.enum(['csv', 'jsonl']).default('csv') }),
  async read({ services: { db, now, concealName }, input: { query } }) {
    const { format, ...filter } = query;
    const rows = eachAuditRow(db, {
      filter: { ...filter, to: filter.to ?? now() + 1 },
      conceal: concealName,
    });
    const day = new Date(now()).toISOString().slice(0, 10);
    return {
      body: Readable.from(format === 'csv' ? toCsv(rows) : toJsonLines(rows)),
      headers: {
        'content-type': format === 'csv' ? 'text/csv; charset=utf-8; header=present' : 'application/jsonl',
        'content-disposition': `attachment; filename="audit-${day}.${format}"`,
        'cache-control': 'no-store',
      },
    };
  },
});

const verify = readOperation({
  id: 'audit.verify',
  title: { 'zh-CN': '校验审计记录', 'en-US': 'Verify the audit trail' },
  method: 'GET',
  path: '/audit/verification',
  by,
  isAudited: true,
  query: z.strictObject({
    anchor: z
      .string()
      .regex(/^\d{1,15}:[0-9a-f]{64}$/)
      .optional(),
  }),
  read: async ({ services: { db, auditMac }, input: { query } }) => ({
    body: await verifyAudit({ db, mac: auditMac }, query),
  }),
});

/** The audit administrator's, and nobody else's. None of them changes anything. */
export const auditOperations: readonly AdministrationOperation[] = [search, exportAll, verify];
