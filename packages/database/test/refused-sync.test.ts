import { mkdtempSync, readFileSync, renameSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { isDatabaseUnavailable, openDatabase } from '../src/index.ts';
import { renewLog } from '../src/sqlite/write-ahead-log.ts';
import { loseLog } from './lose-log.ts';
import { runProcess, startProcess } from './run-process.ts';
import { openShop, type Shop, shopMigrations } from './shop.ts';

const folder = mkdtempSync(join(tmpdir(), 'yimen-refused-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('a disk that refuses a sync', () => {
  it('[I8] ends writing at once: unavailable, not ready, and nothing folded into the file by the close', async () => {
    const file = join(folder, 'told.db');
    const told: Error[] = [];
    const shop = await openDatabase<Shop>({
      ...{ url: `sqlite:${file}`, migrations: shopMigrations, onBroken: (error) => told.push(error) },
    });
    const insert = (id: string) => shop.query.insertInto('item').values({ id }).execute();
    await insert('kept');
    await shop.ready();
    await loseLog(file);
    const failures = await Promise.all(
      ['lost', 'late'].map((id) =>
        insert(id).then(
          () => undefined,
          (error: unknown) => error,
        ),
      ),
    );
    failures.push(
      await insert('later').then(
        () => undefined,
        (error: unknown) => error,
      ),
    );
    expect(failures.map(isDatabaseUnavailable)).toEqual([true, true, true]);
    expect(told).toHaveLength(1);
    await expect(shop.ready()).rejects.toThrow('refused a sync');
    const before = readFileSync(file);
    await expect(shop.close()).rejects.toThrow('refused a sync');
    expect(readFileSync(file).equals(before)).toBe(true);

    renameSync(`${file}-lost`, `${file}-wal`);
    const again = await openShop(`sqlite:${file}`);
    const ids = (await again.query.selectFrom('item').select('id').execute()).map(({ id }) => id);
    expect(ids).toContain('kept');
    expect(ids).not.toContain('later');
    await again.query.insertInto('item').values({ id: 'anew' }).execute();
    await again.close();
  });

  it('ends a program that has not asked to be told', async () => {
    const ended = await runProcess('lose-log', join(folder, 'ended.db'));
    expect(ended.out).toBe('refused');
    expect(ended.code).not.toBe(0);
    expect(ended.err).toContain('the disk refused a sync');
  });
});

describe('the log that a killed process has left behind', () => {
  it('is written once more as it is, and folded into the file by the next start', async () => {
    const file = join(folder, 'killed.db');
    const child = startProcess('hold-open', `sqlite:${file}`);
    await new Promise((resolve) => child.stdout.once('data', resolve));
    child.kill('SIGKILL');
    await new Promise((resolve) => child.once('close', resolve));
    const log = readFileSync(`${file}-wal`);
    expect(log.length).toBeGreaterThan(0);
    expect(renewLog(file)).toBe(log.length);
    expect(readFileSync(`${file}-wal`).equals(log)).toBe(true);
    const shop = await openShop(`sqlite:${file}`);
    expect(statSync(`${file}-wal`).size).toBe(0);
    expect(await shop.query.selectFrom('item').select('id').execute()).toEqual([{ id: 'held' }]);
    await shop.close();
    expect(renewLog(file)).toBe(0);
  });
});
