import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, describe, expect, it } from 'vitest';
import { openDatabase } from '../src/index.ts';
import { runProcess, startProcess } from './run-process.ts';
import { openShop } from './shop.ts';

const folder = mkdtempSync(join(tmpdir(), 'yimen-lock-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const urlOf = (name: string): string => `sqlite:${join(folder, name)}`;

describe('a SQLite file', () => {
  it('belongs to one process, which the refusal names, and is free when that dies', async () => {
    const url = urlOf('shared.db');
    const owner = startProcess('hold-open', url);
    await new Promise((resolve) => owner.stdout.once('data', resolve));
    const second = await runProcess('open-and-close', url);
    expect(second.code).not.toBe(0);
    expect(second.err).toContain(`shared.db is in use by process ${owner.pid}`);
    owner.kill('SIGKILL');
    await new Promise((resolve) => owner.once('close', resolve));
    const shop = await openShop(url);
    expect(await shop.query.selectFrom('item').select('id').execute()).toEqual([{ id: 'held' }]);
    await shop.close();
  });

  it('cannot be opened twice in one process either', async () => {
    const url = urlOf('twice.db');
    const first = await openShop(url);
    await expect(openShop(url)).rejects.toThrow(`in use by process ${process.pid}`);
    await first.query.insertInto('item').values({ id: 'still works' }).execute();
    await first.close();
    const again = await openShop(url);
    expect(await again.query.selectFrom('item').select('id').execute()).toEqual([{ id: 'still works' }]);
    await again.close();
  });

  it('waits a moment for an owner that is about to leave', async () => {
    const url = urlOf('restart.db');
    const first = await openShop(url);
    const second = openShop(url);
    setTimeout(() => first.close(), 150);
    await (await second).close();
  });

  it('makes folders as needed and files that only its owner can read', async () => {
    const file = join(folder, 'a/b/own.db');
    const shop = await openShop(`sqlite:${file}`);
    await shop.query.insertInto('item').values({ id: 'a' }).execute();
    for (const suffix of ['', '-wal', '.lock']) expect(statSync(file + suffix).mode & 0o077).toBe(0);
    await shop.close();
  });

  it('is closed with everything in the one file', async () => {
    const file = join(folder, 'folded.db');
    const shop = await openShop(`sqlite:${file}`);
    await shop.query.insertInto('item').values({ id: 'a' }).execute();
    await shop.close();
    const copy = new DatabaseSync(file, { readOnly: true });
    expect(copy.prepare('select id from item').all()).toEqual([{ id: 'a' }]);
    expect(copy.prepare('pragma integrity_check').get()).toEqual({ integrity_check: 'ok' });
    copy.close();
  });

  it('that is no database is refused and not left locked', async () => {
    const file = join(folder, 'notes.db');
    writeFileSync(file, 'my notes, not a database, '.repeat(100));
    await expect(openShop(`sqlite:${file}`)).rejects.toThrow('not a database');
    rmSync(file);
    await (await openShop(`sqlite:${file}`)).close();
  });

  it.each(['', 'sqlite:', 'sqlite::memory:', '/tmp/x.db', 'mysql://u:geheim@h/d'])(
    'is not found at %j',
    async (url) => {
      const error = await openDatabase({ url, migrations: {} }).catch((caught: unknown) => caught);
      expect(String(error)).toMatch(/sqlite:/);
      expect(String(error)).not.toContain('geheim');
    },
  );
});
