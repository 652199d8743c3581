import { randomUUID } from 'node:crypto';
import type { Readable } from 'node:stream';
import type { Database } from '@yimen/database';
import { dayOf } from '@yimen/service-kit';
import type { SsoDatabase } from '../database-schema.ts';
import type { Seal } from '../keys/seal.ts';
import type { OrganisationStore } from '../organisation/organisation-store.ts';
import { createOrganisationChecker } from './check-organisation.ts';
import { createPeopleChecker } from './check-people.ts';
import type { Checker } from './checker.ts';
import { type Column, columnsOf } from './columns.ts';
import { readHeader } from './header.ts';
import type { ImportBatch, ImportStore } from './import-store.ts';
import type { ImportKind } from './import-tables.ts';
import { createLookups, type Lookups } from './lookups.ts';
import { collectMistakes, type Mistakes, says } from './mistakes.ts';
import { readCsv } from './read-csv.ts';
import { type ReadRow, readRow } from './read-rows.ts';
import { detectEncoding, type Encoding, storeUpload } from './upload.ts';

export const mostRows = 200_000;
const chunk = 400;

export const hashPurpose = (importId: string) => `imported-hash:${importId}`;

type Parts = {
  db: Database<SsoDatabase>;
  imports: ImportStore;
  organisation: OrganisationStore;
  seal: Seal;
  now: () => number;
  timeZone: string;
};

type Asked = { kind: ImportKind; fileName: string | null; stream: Readable; by: string | null };
type Run = { id: string; kind: ImportKind; mistakes: Mistakes; lookups: Lookups; checker: Checker };

/**
 * The dry run: reads the whole file in bounded memory, notes every mistake, and keeps the rows for the commit when
 * there is none. It changes nothing in the directory.
 */
export async function checkImport(parts: Parts, asked: Asked): Promise<ImportBatch> {
  const upload = await storeUpload(asked.stream);
  const id = randomUUID();
  const mistakes = collectMistakes(parts.db, id);
  try {
    const encoding = await detectEncoding(upload.path);
    const structure = await parts.organisation.structure();
    const now = parts.now();
    const checker =
      asked.kind === 'people'
        ? createPeopleChecker({ db: parts.db, mistakes, now, today: dayOf(now, parts.timeZone) })
        : createOrganisationChecker({ kind: asked.kind, structure, mistakes });
    const run = { id, kind: asked.kind, mistakes, lookups: createLookups(structure), checker };
    let rows = 0;
    if (encoding) rows = await checkFile(parts, run, { path: upload.path, encoding });
    else
      noteFile(
        mistakes,
        'encoding',
        '无法识别文件编码，请另存为 UTF-8 或 GB18030 编码的 CSV',
        'neither UTF-8 nor GB18030 text',
      );
    await mistakes.flush();
    const batch: ImportBatch = {
      id,
      kind: asked.kind,
      file_name: asked.fileName,
      digest: upload.digest,
      encoding: encoding ?? null,
      state: mistakes.count === 0 ? 'checked' : 'rejected',
      row_count: rows,
      mistake_count: mistakes.count,
      counts_json: checker.counts,
      failure: null,
      created_at: now,
      created_by: asked.by,
      settled_at: null,
      leased_until_at: null,
    };
    await parts.imports.insert(batch);
    if (mistakes.count > 0) await parts.imports.discardRows(id);
    return batch;
  } catch (error) {
    await parts.imports.discardRows(id);
    throw error;
  } finally {
    await upload.remove();
  }
}

function noteFile(mistakes: Mistakes, code: string, zh: string, en: string): void {
  mistakes.add({ line: null, column: null, code, reason: says(zh, en) });
}

/** @returns how many rows there are */
async function checkFile(
  parts: Parts,
  run: Run,
  file: { path: string; encoding: Encoding },
): Promise<number> {
  const { mistakes, checker } = run;
  let columns: Column[] | undefined;
  let waiting: ReadRow[] = [];
  let rows = 0;
  const onBroken = (line: number) =>
    mistakes.add({
      line,
      column: null,
      code: 'broken-record',
      reason: says(
        '这一行的引号不配对或过长，从这里起无法读取',
        'the quotes of this row do not fit, or it is too long',
      ),
    });
  for await (const row of readCsv({ ...file, onBroken })) {
    if (!columns) {
      columns = readHeader(row.cells, columnsOf[run.kind], mistakes);
      if (!columns) return 0;
      continue;
    }
    rows += 1;
    if (rows > mostRows) {
      noteFile(
        mistakes,
        'too-many-rows',
        `一个文件最多 ${mostRows} 行`,
        `a file has at most ${mostRows} rows`,
      );
      return rows;
    }
    const read = readRow(row, { columns, lookups: run.lookups, mistakes });
    if (read) waiting.push(read);
    if (waiting.length === chunk) {
      await stageChunk(parts, run, waiting);
      waiting = [];
    }
    await mistakes.flushWhenFull();
  }
  if (waiting.length > 0) await stageChunk(parts, run, waiting);
  if (rows === 0 && mistakes.count === 0)
    noteFile(mistakes, 'empty', '文件中没有数据行', 'the file has no rows');
  checker.finish();
  return rows;
}

async function stageChunk(parts: Parts, { id, checker, mistakes }: Run, rows: ReadRow[]): Promise<void> {
  const staged = await checker.check(rows);
  // A file with a mistake is never committed, so its rows need not be kept.
  if (mistakes.count > 0) return;
  await parts.imports.stage(
    staged.map(({ line, row, hash }) => ({
      import_id: id,
      line,
      row_json: row,
      sealed_hash: hash === undefined ? null : parts.seal.seal(hash, hashPurpose(id)),
    })),
  );
}
