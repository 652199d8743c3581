import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as delay } from 'node:timers/promises';
import { sql } from 'kysely';
import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Database } from '../src/index.ts';
import { GroupCommit } from '../src/sqlite/group-commit.ts';
import { openShop, type Shop } from './shop.ts';

const folder = mkdtempSync(join(tmpdir(), 'yimen-group-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** A real connection that counts its commits and can refuse one, as a full disk would. */
class CountingDatabase extends DatabaseSync {
  commits = 0;
  refusesCommit = false;

  override exec(command: string): void {
    if (command === 'commit') {
      if (this.refusesCommit) throw new Error('disk I/O error');
      this.commits += 1;
    }
    super.exec(command);
  }
}

describe('GroupCommit', () => {
  let db: CountingDatabase;
  let group: GroupCommit;
  const slow: number[] = [];
  beforeEach(() => {
    db = new CountingDatabase(':memory:');
    db.exec('create table t (id text primary key)');
    group = new GroupCommit(db, { onSlow: (milliseconds) => slow.push(milliseconds) });
  });
  const insert = (id: string) => () => db.prepare('insert into t values (?)').run(id);
  const count = () => db.prepare('select count(*) as n from t').get()?.n;

  it('commits a hundred concurrent writes once', async () => {
    await Promise.all(Array.from({ length: 100 }, (_, index) => group.statement(insert(String(index)))));
    expect(db.commits).toBe(1);
    expect(count()).toBe(100);
  });

  it('commits transactions and statements together', async () => {
    const transact = async (id: string) => {
      const transaction = await group.begin();
      transaction.run(insert(id));
      await Promise.resolve();
      transaction.run(insert(`${id} again`));
      await transaction.commit();
    };
    await Promise.all([
      transact('a'),
      group.statement(insert('b')),
      transact('c'),
      group.statement(insert('d')),
    ]);
    expect(db.commits).toBe(1);
    expect(count()).toBe(6);
  });

  it('acknowledges nothing before COMMIT, and nothing at all when COMMIT fails', async () => {
    const settled: string[] = [];
    const first = group.statement(insert('a')).finally(() => settled.push(`after ${db.commits}`));
    await Promise.resolve();
    expect(settled).toEqual([]);
    await first;
    expect(settled).toEqual(['after 1']);
    db.refusesCommit = true;
    const doomed = [group.statement(insert('b')), group.begin().then((transaction) => transaction.commit())];
    const results = await Promise.allSettled(doomed);
    expect(results.map((result) => result.status)).toEqual(['rejected', 'rejected']);
    db.refusesCommit = false;
    await group.statement(insert('c'));
    expect(count()).toBe(2);
  });

  it('tells a failure after COMMIT too, since it may rest on what the group wrote', async () => {
    const results = await Promise.allSettled([group.statement(insert('a')), group.statement(insert('a'))]);
    expect(results.map((result) => result.status)).toEqual(['fulfilled', 'rejected']);
    db.refusesCommit = true;
    const [, second] = await Promise.allSettled([group.statement(insert('b')), group.statement(insert('b'))]);
    expect(second?.status === 'rejected' && String(second.reason)).toContain('disk I/O error');
  });

  it('does not commit while a transaction is open, and warns of it', async () => {
    slow.length = 0;
    const transaction = await group.begin();
    transaction.run(insert('a'));
    const waiting = group.statement(insert('b'));
    await delay(20);
    expect(db.commits).toBe(0);
    await transaction.rollback();
    await waiting;
    expect(count()).toBe(1);
    expect(slow).toHaveLength(1);
  });

  it('serves waiting transactions in the order they came', async () => {
    const order: number[] = [];
    const work = Array.from({ length: 10 }, async (_, index) => {
      const transaction = await group.begin();
      order.push(index);
      await delay(1);
      await transaction.commit();
    });
    await Promise.all(work);
    expect(order).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
  });

  it('refuses everybody when one statement ends the whole transaction, and goes on after it', async () => {
    db.exec(
      `create trigger refuse before insert on t when new.id = 'bad' begin select raise(rollback, 'refused'); end`,
    );
    const results = await Promise.allSettled([
      group.statement(insert('a')),
      group.statement(insert('bad')),
      group.statement(insert('c')),
    ]);
    expect(results.map((result) => result.status)).toEqual(['rejected', 'rejected', 'fulfilled']);
    expect(count()).toBe(1);
  });

  it('finishes what it accepted before it closes', async () => {
    const transaction = await group.begin();
    const queued = group.statement(insert('queued'));
    const closing = group.close();
    await expect(group.statement(insert('late'))).rejects.toThrow('closed');
    transaction.run(insert('open'));
    await Promise.all([transaction.commit(), queued, closing]);
    expect(count()).toBe(2);
    await expect(group.begin()).rejects.toThrow('closed');
  });
});

/** A disk that answers when it is told to. */
function slowDisk() {
  const asked: PromiseWithResolvers<void>[] = [];
  const sync = () => {
    const answer = Promise.withResolvers<void>();
    asked.push(answer);
    return answer.promise;
  };
  return { asked, sync };
}

describe('GroupCommit on a disk that takes its time', () => {
  const turn = () => new Promise((resolve) => setImmediate(resolve));
  const open = () => {
    const db = new CountingDatabase(':memory:');
    db.exec('create table t (id text primary key)');
    const disk = slowDisk();
    const broken: Error[] = [];
    const group = new GroupCommit(db, { sync: disk.sync, onBroken: (error) => broken.push(error) });
    const settled: string[] = [];
    const write = (id: string) =>
      group
        .statement(() => db.prepare('insert into t values (?)').run(id))
        .then(
          () => settled.push(id),
          (error: Error) => settled.push(`${id}: ${error.message}`),
        );
    return { db, disk, group, settled, write, broken };
  };
  const refused = 'the disk refused a sync: nothing is written until the program starts again';

  it('acknowledges nothing before the disk has it, and gathers the next group meanwhile', async () => {
    const { db, disk, settled, write } = open();
    void write('a');
    await turn();
    void write('b');
    await turn();
    void write('c');
    await turn();
    expect({ settled, commits: db.commits, asked: disk.asked.length }).toEqual({
      ...{ settled: [], commits: 1, asked: 1 },
    });
    disk.asked[0]?.resolve();
    await turn();
    expect({ settled, commits: db.commits, asked: disk.asked.length }).toEqual({
      ...{ settled: ['a'], commits: 2, asked: 2 },
    });
    disk.asked[1]?.resolve();
    await turn();
    expect(settled).toEqual(['a', 'b', 'c']);
  });

  it('[I8] writes nothing more when the disk has refused: what it has is not known, and what comes behind is lost with it', async () => {
    const { db, disk, settled, write, broken } = open();
    void write('a');
    await turn();
    void write('b');
    await turn();
    disk.asked[0]?.reject(new Error('EIO'));
    await turn();
    await write('c');
    expect(settled).toEqual([`a: ${refused}`, `b: ${refused}`, `c: ${refused}`]);
    expect({ commits: db.commits, asked: disk.asked.length, broken: broken.length }).toEqual({
      ...{ commits: 1, asked: 1, broken: 1 },
    });
    expect(db.isTransaction).toBe(false);
  });

  it('takes back a transaction that is under way when the disk refuses, and lets none of its statements escape', async () => {
    const { db, disk, group, settled, write } = open();
    void write('a');
    await turn();
    const transaction = await group.begin();
    transaction.run(() => db.prepare('insert into t values (?)').run('b'));
    void write('waiting');
    disk.asked[0]?.reject(new Error('EIO'));
    await turn();
    expect(() => transaction.run(() => db.prepare('insert into t values (?)').run('c'))).toThrow(refused);
    await expect(transaction.commit()).rejects.toThrow(refused);
    await turn();
    expect(settled).toEqual([`a: ${refused}`, `waiting: ${refused}`]);
    expect({ commits: db.commits, isTransaction: db.isTransaction }).toEqual({
      ...{ commits: 1, isTransaction: false },
    });
    expect(db.prepare('select id from t').all()).toMatchObject([{ id: 'a' }]);
  });

  it('commits nothing at its close when the disk has refused', async () => {
    const { db, disk, group, settled, write } = open();
    void write('a');
    await turn();
    void write('b');
    const closing = group.close();
    disk.asked[0]?.reject(new Error('EIO'));
    await expect(closing).rejects.toThrow(refused);
    await turn();
    expect({ settled, commits: db.commits }).toEqual({
      ...{ settled: [`a: ${refused}`, `b: ${refused}`], commits: 1 },
    });
  });

  it('closes when the disk has all', async () => {
    const { disk, group, settled, write } = open();
    void write('a');
    await turn();
    void write('b');
    const closing = group.close().then(() => settled.push('closed'));
    await turn();
    disk.asked[0]?.resolve();
    await turn();
    expect(settled).toEqual(['a']);
    disk.asked[1]?.resolve();
    await closing;
    expect(settled).toEqual(['a', 'b', 'closed']);
  });
});

describe('statements on SQLite', () => {
  let shop: Database<Shop>;
  let number = 0;
  beforeEach(async () => {
    shop = await openShop(`sqlite:${join(folder, `${number++}.db`)}`);
  });
  afterEach(() => shop.close());

  it.each([
    'commit',
    '  rollback',
    '-- quiet\nbegin',
    '/* a */ /* b */ end',
    'savepoint x',
    'pragma synchronous = off',
    `attach 'x.db' as x`,
    'vacuum',
  ])('refuses control over the common transaction: %j', async (text) => {
    await expect(sql.raw(text).execute(shop.query)).rejects.toThrow('not for queries');
  });

  it('refuses conflict clauses that reach into other transactions', async () => {
    await expect(sql`insert or rollback into item (id) values ('a')`.execute(shop.query)).rejects.toThrow(
      'or rollback',
    );
  });

  it('refuses a second statement instead of dropping it', async () => {
    const two = sql.raw(`insert into item (id) values ('a'); insert into item (id) values ('b')`);
    await expect(two.execute(shop.query)).rejects.toThrow('one statement at a time');
    await sql.raw(`insert into item (id) values ('c;d'); -- the end`).execute(shop.query);
    expect(await shop.query.selectFrom('item').select('id').execute()).toEqual([{ id: 'c;d' }]);
  });

  it('runs more different statements than it keeps prepared', async () => {
    for (let index = 0; index < 900; index++) {
      const { rows } = await sql.raw<{ n: number }>(`select ${index} as n`).execute(shop.query);
      expect(rows[0]?.n).toBe(index);
    }
  });

  it('syncs after each COMMIT, and SQLite around each checkpoint', async () => {
    const pragma = async (name: string) =>
      (await sql.raw<Record<string, unknown>>(`select * from pragma_${name}`).execute(shop.query)).rows[0];
    expect(await pragma('journal_mode')).toEqual({ journal_mode: 'wal' });
    await shop.transaction(async (trx) => {
      const { rows } = await sql
        .raw<Record<string, unknown>>('select * from pragma_synchronous')
        .execute(trx);
      expect(rows[0]).toEqual({ synchronous: 1 });
    });
  });
});
