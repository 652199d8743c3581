import { isUniqueViolation } from '@yimen/database';
import type { Transaction } from 'kysely';
import { readImportedHash } from '../accounts/hashing/legacy-hash.ts';
import { backgroundLane, wrapLegacy } from '../accounts/password-hasher.ts';
import type { SsoDatabase } from '../database-schema.ts';
import type { UnitRow } from '../organisation/organisation-store.ts';
import { peopleTopic } from '../organisation/people-store.ts';
import { planUnitMove } from '../relying-parties/withdraw-rights.ts';
import type { Services } from '../services.ts';
import { createWorker, type Worker } from '../worker.ts';
import { applyPeople, ImportOutdated } from './apply-people.ts';
import { hashPurpose } from './check-import.ts';
import type { ImportBatch, ImportRow } from './import-store.ts';

const leaseMs = 60_000;
const hashesAtOnce = 8;
const chunk = 200;
const sleepMs = 60_000;
const keptMs = 24 * 3_600_000;

/** Commits imports, one after the other. After a crash whoever comes next goes on: nothing or everything is applied. */
export function startImportWorker(services: Services): Worker {
  const { db, imports, log } = services;

  /** Hashes of older systems are wrapped before the transaction, behind everybody who signs in. */
  async function wrapHashes(batch: ImportBatch): Promise<void> {
    for (;;) {
      const rows = await imports.sealedRows(batch.id, hashesAtOnce);
      if (rows.length === 0) return;
      await Promise.all(rows.map((row) => wrapOne(services, batch, row)));
      await imports.keepLease(batch.id, leaseMs);
    }
  }

  /** @returns false when another process has settled it */
  async function applyAll(trx: Transaction<SsoDatabase>, batch: ImportBatch): Promise<boolean> {
    const settled = { state: 'committed' as const, settled_at: services.now(), leased_until_at: null };
    if (!(await imports.move(trx, { id: batch.id, from: 'committing', ...settled }))) return false;
    let line = 0;
    for (;;) {
      const rows = await imports.rowsAfter(trx, { id: batch.id, line, limit: chunk });
      const last = rows.at(-1);
      if (!last) return true;
      await applyRows(trx, batch, rows);
      line = last.line;
    }
  }

  async function applyRows(
    trx: Transaction<SsoDatabase>,
    batch: ImportBatch,
    rows: ImportRow[],
  ): Promise<void> {
    if (batch.kind === 'people') {
      await applyPeople(services, trx, { batch, rows });
      return;
    }
    const table = batch.kind === 'units' ? 'unit' : 'post';
    for (const { row_json } of rows) await services.organisation.put(trx, table, row_json as never);
    await services.audit.recordIn(trx, {
      event: 'organisation-imported',
      outcome: 'success',
      sub: batch.created_by,
      detail: { import: batch.id, table, rows: rows.map(({ row_json }) => row_json) },
    });
  }

  /** Units that the file puts elsewhere in the tree take rights away. */
  async function planMove(batch: ImportBatch) {
    if (batch.kind !== 'units') return undefined;
    const { units } = await services.organisation.structure();
    const after = new Map<string, Pick<UnitRow, 'parent_id'>>(units);
    for (let line = 0; ; ) {
      const rows = await imports.rowsAfter(db.query, { id: batch.id, line, limit: chunk });
      for (const { row_json } of rows) after.set((row_json as UnitRow).id, row_json as UnitRow);
      const last = rows.at(-1);
      if (!last) break;
      line = last.line;
    }
    return await planUnitMove(services, { before: units, after });
  }

  async function commit(batch: ImportBatch): Promise<void> {
    await wrapHashes(batch);
    const move = await planMove(batch);
    await db.transaction(async (trx) => {
      if (await applyAll(trx, batch)) await move?.apply(trx);
    });
    await imports.discardRows(batch.id);
    await services.organisation.changed();
    await move?.applied();
    services.ender.announce();
    await services.schedule.announce();
    await db.bus.publish(peopleTopic);
  }

  async function fail(batch: ImportBatch, failure: string): Promise<void> {
    const change = { state: 'failed' as const, failure, settled_at: services.now(), leased_until_at: null };
    await db.transaction((trx) => imports.move(trx, { id: batch.id, from: 'committing', ...change }));
    await imports.discardRows(batch.id);
  }

  const worker = createWorker({
    async pass() {
      const batch = await imports.lease(leaseMs);
      if (!batch) {
        await imports.sweep(services.now() - keptMs);
        return false;
      }
      try {
        await commit(batch);
      } catch (error) {
        if (!isUniqueViolation(error) && !(error instanceof ImportOutdated)) throw error;
        // Between dry run and commit somebody took a user name, or became an administrator. Nothing has been applied.
        log.warn('import-conflict', { import: batch.id });
        await fail(batch, 'conflict');
      }
      return true;
    },
    sleepMs: async () => sleepMs,
    onError: (error) => log.error('import-failed', { error }),
  });
  const undo = ['resync', importTopic].map((topic) => db.bus.subscribe(topic, () => worker.kick()));
  return {
    ...worker,
    close() {
      for (const stop of undo) stop();
      return worker.close();
    },
  };
}

/** An import waits to be committed. */
export const importTopic = 'sso-import';

async function wrapOne(
  { seal, hasher, imports }: Services,
  batch: ImportBatch,
  row: ImportRow,
): Promise<void> {
  const read = readImportedHash(seal.open(row.sealed_hash ?? '', hashPurpose(batch.id)));
  if (read.kind === 'unknown') throw new Error('the dry run lets no unknown hash pass');
  const hash = read.kind === 'ready' ? read.hash : await wrapLegacy(hasher, read.legacy, backgroundLane);
  await imports.replaceHash(row, hash);
}
