import { setTimeout as delay } from 'node:timers/promises';
import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Database, isUniqueViolation } from '../src/index.ts';
import { testDatabases } from '../src/testing/index.ts';
import { openShop, type Shop } from './shop.ts';

describe.each(testDatabases())('transactions on $name', ({ url }) => {
  let shop: Database<Shop>;
  beforeAll(async () => {
    shop = await openShop(await url());
  });
  beforeEach(async () => {
    await shop.query.deleteFrom('entry').execute();
    await shop.query.deleteFrom('item').execute();
  });
  afterAll(() => shop.close());

  const ids = async () =>
    (await shop.query.selectFrom('item').select('id').orderBy('id').execute()).map((row) => row.id);
  const add = (id: string, title?: string) =>
    shop.query
      .insertInto('item')
      .values({ id, amount: 0, ...(title !== undefined && { title }) })
      .execute();

  it('sees its own writes, which others do not see before the end', async () => {
    await shop.transaction(async (trx) => {
      await trx.insertInto('item').values({ id: 'a' }).execute();
      expect(await trx.selectFrom('item').select('id').execute()).toEqual([{ id: 'a' }]);
    });
    expect(await ids()).toEqual(['a']);
  });

  it('undoes everything when the callback throws, and throws the same error', async () => {
    const failure = new Error('changed my mind');
    const attempt = shop.transaction(async (trx) => {
      await trx.insertInto('item').values({ id: 'a' }).execute();
      throw failure;
    });
    await expect(attempt).rejects.toBe(failure);
    expect(await ids()).toEqual([]);
  });

  it('keeps failures to those that failed, among many at once', async () => {
    const work = Array.from({ length: 60 }, (_, index) => {
      if (index % 3 === 0) return add(`s${index}`);
      if (index % 3 === 1) return add('twice', `t${index}`);
      return shop.transaction(async (trx) => {
        await trx
          .insertInto('item')
          .values({ id: `t${index}` })
          .execute();
        await trx
          .insertInto('entry')
          .values({ id: `e${index}`, item_id: `t${index}`, amount: index })
          .execute();
        if (index % 2 === 0) throw new Error('no');
      });
    });
    const results = await Promise.allSettled(work);
    const rejected = results.flatMap((result, index) => (result.status === 'rejected' ? [index] : []));
    const doubled = rejected.filter((index) => index % 3 === 1);
    expect(doubled).toHaveLength(19);
    expect(rejected.filter((index) => index % 3 === 0)).toEqual([]);
    expect(rejected.filter((index) => index % 3 === 2).every((index) => index % 2 === 0)).toBe(true);
    expect((await ids()).filter((id) => id.startsWith('s'))).toHaveLength(20);
    expect((await ids()).filter((id) => id.startsWith('t') && id !== 'twice')).toHaveLength(10);
    expect(await shop.query.selectFrom('entry').select('id').execute()).toHaveLength(10);
  });

  it('loses no update among concurrent read-modify-write transactions', async () => {
    await add('counter');
    const increment = () =>
      shop.transaction(async (trx) => {
        const { amount } = await trx
          .selectFrom('item')
          .select('amount')
          .where('id', '=', 'counter')
          .executeTakeFirstOrThrow();
        await trx
          .updateTable('item')
          .set({ amount: (amount ?? 0) + 1 })
          .where('id', '=', 'counter')
          .execute();
      });
    await Promise.all(Array.from({ length: 8 }, increment));
    const row = await shop.query.selectFrom('item').select('amount').executeTakeFirst();
    expect(row?.amount).toBe(8);
  });

  it('lets exactly one of many conditional updates win', async () => {
    await add('code');
    const results = await Promise.all(
      Array.from({ length: 20 }, (_, index) =>
        shop.query
          .updateTable('item')
          .set({ sold_at: index + 1 })
          .where('id', '=', 'code')
          .where('sold_at', 'is', null)
          .executeTakeFirst(),
      ),
    );
    expect(results.filter((result) => result.numUpdatedRows === 1n)).toHaveLength(1);
  });

  it('recognises unique violations, of keys and of indexes, and nothing else', async () => {
    await add('a', 'title');
    const failing = [
      add('a'),
      add('b', 'title'),
      shop.query.insertInto('item').values({ id: 'c', amount: -1 }).execute(),
    ];
    const errors = await Promise.all(
      failing.map((work) =>
        work.then(
          () => undefined,
          (error: unknown) => error,
        ),
      ),
    );
    expect(errors.map(isUniqueViolation)).toEqual([true, true, false]);
    expect(
      [undefined, null, 'x', new Error('UNIQUE constraint failed')].map(isUniqueViolation),
    ).not.toContain(true);
  });

  it('holds foreign keys', async () => {
    const orphan = shop.query.insertInto('entry').values({ id: 'e', item_id: 'nobody', amount: 1 }).execute();
    await expect(orphan).rejects.toThrow();
    await add('a');
    await shop.query.insertInto('entry').values({ id: 'e', item_id: 'a', amount: 1 }).execute();
    await shop.query.deleteFrom('item').execute();
    expect(await shop.query.selectFrom('entry').selectAll().execute()).toEqual([]);
  });

  it('ends a transaction at its first failed statement, even when the callback goes on', async () => {
    await add('a');
    const attempt = shop.transaction(async (trx) => {
      await trx.insertInto('item').values({ id: 'b' }).execute();
      await expect(trx.insertInto('item').values({ id: 'a' }).execute()).rejects.toSatisfy(isUniqueViolation);
      await expect(trx.selectFrom('item').selectAll().execute()).rejects.toThrow('abort');
    });
    await expect(attempt).rejects.toThrow();
    expect(await ids()).toEqual(['a']);
  });

  it('throws at once when the outer query is used inside', async () => {
    const write = shop.transaction(async () => add('x'));
    await expect(write).rejects.toThrow('use the trx argument');
    const read = shop.transaction(async () => ids());
    await expect(read).rejects.toThrow('use the trx argument');
    expect(await ids()).toEqual([]);
  });

  it('throws at once when a transaction is started inside another, or past transaction()', async () => {
    const nested = shop.transaction(async () => shop.transaction(async () => 1));
    await expect(nested).rejects.toThrow('transaction() inside transaction()');
    const direct = shop.query.transaction().execute(async () => 1);
    await expect(direct).rejects.toThrow('database.transaction()');
    await add('still works');
    expect(await ids()).toEqual(['still works']);
  });

  it('does not hold a transaction against work that was started in it and goes on after it', async () => {
    let later: Promise<unknown> = Promise.resolve();
    await shop.transaction(async (trx) => {
      await trx.insertInto('item').values({ id: 'a' }).execute();
      later = delay(20).then(() => add('b'));
    });
    await later;
    expect(await ids()).toEqual(['a', 'b']);
  });

  it('keeps others out while a transaction awaits something else, and lets them in after it', async () => {
    const order: string[] = [];
    const slow = shop.transaction(async (trx) => {
      await trx.insertInto('item').values({ id: 'slow' }).execute();
      await delay(50);
      order.push('slow ends');
      throw new Error('undone');
    });
    await delay(10);
    const quick = add('quick').then(() => order.push('quick is stored'));
    await expect(slow).rejects.toThrow('undone');
    await quick;
    expect(await ids()).toEqual(['quick']);
    if (shop.dialect === 'sqlite') expect(order).toEqual(['slow ends', 'quick is stored']);
  });

  it('reads committed data only outside, also while a transaction is open', async () => {
    const seen: string[][] = [];
    const writing = shop.transaction(async (trx) => {
      await trx.insertInto('item').values({ id: 'a' }).execute();
      await delay(30);
    });
    await delay(10);
    seen.push(await ids());
    await writing;
    seen.push(await ids());
    expect(seen).toEqual([[], ['a']]);
  });

  it('reads what was acknowledged just before', async () => {
    for (let index = 0; index < 20; index++) {
      await add(`n${index}`);
      expect(await ids()).toHaveLength(index + 1);
    }
  });

  it('routes raw statements by what they do', async () => {
    await sql`with new(id) as (values ('a')) insert into item (id) select id from new`.execute(shop.query);
    const { rows } = await sql<{
      id: string;
    }>`with all_of as (select id from item) select id from all_of`.execute(shop.query);
    expect(rows).toEqual([{ id: 'a' }]);
  });

  it('closes after what was accepted, and twice', async () => {
    const own = await openShop(await url());
    const writes = Promise.all(['a', 'b'].map((id) => own.query.insertInto('item').values({ id }).execute()));
    await writes;
    await Promise.all([own.close(), own.close()]);
    await expect(own.query.selectFrom('item').selectAll().execute()).rejects.toThrow();
  });
});
