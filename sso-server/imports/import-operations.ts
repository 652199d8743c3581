import type { IncomingMessage } from 'node:http';
import { problem } from '@yimen/problem';
import { z } from 'zod';
import { subOf } from '../admin-api/account-operations.ts';
import { type AdministrationOperation, changeOperation, readOperation } from '../admin-api/operation.ts';
import { nextCursor, paging, readCursor } from '../admin-api/paging.ts';
import { idParams } from '../admin-api/schemas.ts';
import { checkImport } from './check-import.ts';
import type { ImportBatch, ImportMistake } from './import-store.ts';
import type { ImportCounts } from './import-tables.ts';
import { importTopic } from './import-worker.ts';

const by = ['system-administrator'] as const;
const shownAtOnce = 100;

const uploadQuery = z.strictObject({
  kind: z.enum(['people', 'units', 'posts']),
  fileName: z.string().max(200).optional(),
});

const importsCheck = readOperation({
  id: 'imports.check',
  title: { 'zh-CN': '导入试运行', 'en-US': 'Dry run of an import' },
  method: 'POST',
  path: '/imports',
  query: uploadQuery,
  by,
  programs: 'installation',
  isAudited: true,
  async read({ services, input: { query }, caller, ctx }) {
    const stream: IncomingMessage = ctx.req;
    const asked = { kind: query.kind, fileName: query.fileName ?? null, stream, by: subOf(caller) };
    const batch = await checkImport(services, asked);
    const mistakes = await services.imports.mistakesOf(batch.id, -1, shownAtOnce);
    return { status: 201, body: { ...present(batch), mistakes: mistakes.map(presentMistake) } };
  },
});

const importsList = readOperation({
  id: 'imports.list',
  title: { 'zh-CN': '查看导入记录', 'en-US': 'See imports' },
  method: 'GET',
  path: '/imports',
  by,
  read: async ({ services }) => ({ body: { imports: (await services.imports.latest()).map(present) } }),
});

const importsGet = readOperation({
  id: 'imports.get',
  title: { 'zh-CN': '查看一次导入', 'en-US': 'See one import' },
  method: 'GET',
  path: '/imports/:id',
  params: idParams,
  by,
  programs: 'installation',
  async read({ services, input: { params } }) {
    const batch = await services.imports.find(params.id);
    if (!batch) throw problem('not-found');
    return { body: present(batch) };
  },
});

const importsMistakes = readOperation({
  id: 'imports.mistakes',
  title: { 'zh-CN': '查看导入中的错误', 'en-US': 'See the mistakes of an import' },
  method: 'GET',
  path: '/imports/:id/mistakes',
  params: idParams,
  query: z.strictObject(paging),
  by,
  async read({ services, input: { params, query } }) {
    const after = readCursor(z.number().int(), query.cursor) ?? -1;
    const rows = await services.imports.mistakesOf(params.id, after, query.limit);
    const cursor = nextCursor(rows, query.limit, ({ sequence }) => sequence);
    return { body: { mistakes: rows.map(presentMistake), cursor } };
  },
});

const importsCommit = changeOperation({
  id: 'imports.commit',
  title: { 'zh-CN': '执行导入', 'en-US': 'Commit an import' },
  method: 'POST',
  path: '/imports/:id/commit',
  params: idParams,
  body: z.strictObject({}),
  by,
  // Roles are rights: what takes two persons for one person takes them for a file too.
  twoPersons: {
    by: ['security-administrator'],
    when: ({ plan }) => Number((plan.after?.counts as ImportCounts | undefined)?.withRoles ?? 0) > 0,
  },
  programs: 'installation',
  async plan({ services, input: { params } }) {
    const batch = await services.imports.find(params.id);
    if (!batch) throw problem('not-found');
    const shown = present(batch);
    // The same request again, because the answer was lost: it is under way, or done.
    const isUnderWay = batch.state === 'committing' || batch.state === 'committed';
    if (isUnderWay) return { before: shown, after: shown, answer: { status: 202, body: shown } };
    if (batch.state !== 'checked') {
      throw problem('conflict', {
        detail: 'only an import without mistakes can be committed; check the file again',
      });
    }
    const after = { ...shown, state: 'committing' };
    return {
      before: shown,
      after,
      async apply(trx) {
        const change = { id: batch.id, from: 'checked' as const, state: 'committing' as const };
        if (!(await services.imports.move(trx, change))) throw problem('conflict');
      },
      applied: () => services.db.bus.publish(importTopic),
      answer: { status: 202, body: after },
    };
  },
});

function present(batch: ImportBatch) {
  return {
    id: batch.id,
    kind: batch.kind,
    fileName: batch.file_name,
    digest: batch.digest,
    encoding: batch.encoding,
    state: batch.state,
    rows: batch.row_count,
    mistakeCount: batch.mistake_count,
    counts: batch.counts_json,
    failure: batch.failure,
    createdAt: batch.created_at,
    createdBy: batch.created_by,
    settledAt: batch.settled_at,
  };
}

const presentMistake = (mistake: ImportMistake) => ({
  line: mistake.line,
  column: mistake.column_name,
  code: mistake.code,
  reason: mistake.reason_json,
});

export const importOperations: readonly AdministrationOperation[] = [
  importsCheck,
  importsList,
  importsGet,
  importsMistakes,
  importsCommit,
];
