import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Database, prepareQuery } from '../src/index.ts';
import { testDatabases } from '../src/testing/index.ts';
import { openShop, type Shop } from './shop.ts';

type Item = Shop['item'];

describe.each(testDatabases())('unit of work on $name', ({ url, name }) => {
  let shop: Database<Shop>;
  let put: (item: Item) => Promise<unknown>;
  let sell: (of: { id: string; sold_at: number }) => Promise<{ numAffectedRows?: bigint }>;
  beforeAll(async () => {
    shop = await openShop(await url());
    const eager = { isEager: true };
    put = prepareQuery<Item, unknown, Shop>(
      shop.query,
      (query, { id, title, amount, is_sold, details_json, sold_at }) =>
        query.insertInto('item').values({ id, title, amount, is_sold, details_json, sold_at }),
      eager,
    );
    sell = prepareQuery<{ id: string; sold_at: number }, unknown, Shop>(
      shop.query,
      (query, value) =>
        query
          .updateTable('item')
          .set({ sold_at: value.sold_at })
          .where('id', '=', value.id)
          .where('sold_at', 'is', null),
      eager,
    );
  });
  beforeEach(async () => {
    await shop.query.deleteFrom('entry').execute();
    await shop.query.deleteFrom('item').execute();
  });
  afterAll(() => shop.close());

  const item = (id: string): Item => ({
    ...{ id, title: null, amount: 1, is_sold: false, details_json: null, sold_at: null },
  });
  const ids = async () =>
    (await shop.query.selectFrom('item').select('id').orderBy('id').execute()).map(({ id }) => id);

  it('sees what it has written, by every way of reading, and has written it when it ends', async () => {
    const find = prepareQuery<{ id: string }, Item, Shop>(shop.query, (query, value) =>
      query.selectFrom('item').selectAll().where('id', '=', value.id),
    );
    await shop.unit(async () => {
      await put(item('a'));
      expect((await find({ id: 'a' })).rows).toEqual([item('a')]);
      await put(item('b'));
      expect(await ids()).toEqual(['a', 'b']);
      await shop.transaction(async (trx) => {
        expect(await trx.selectFrom('item').select('id').execute()).toHaveLength(2);
      });
    });
    expect(await ids()).toEqual(['a', 'b']);
  });

  it.runIf(name === 'sqlite')(
    'reads for what is kept longer only what a failing COMMIT cannot take back',
    async () => {
      // Whatever ends the shared transaction is like a COMMIT that fails: nobody in it was acknowledged.
      const undoAll = sql`create trigger undo_all before insert on entry begin select raise(rollback, 'undone'); end`;
      await undoAll.execute(shop.query);
      let remembered: string[] | undefined;
      const failing = shop.unit(async () => {
        await put(item('a'));
        expect(await ids()).toEqual(['a']);
        remembered = await shop.committed(ids);
        // What it starts is out of the unit, too: this waits for the disk, and does not get there.
        await shop.query
          .insertInto('entry')
          .values({ id: 'e', item_id: 'a', amount: 1 })
          .execute()
          .catch(() => undefined);
      });
      await expect(failing).rejects.toThrow('undone');
      await sql`drop trigger undo_all`.execute(shop.query);
      expect(remembered).toEqual([]);
      expect(await ids()).toEqual([]);
    },
  );

  it('lets one of parallel units claim what there is once', async () => {
    await put(item('a'));
    const claims = await Promise.all(
      Array.from({ length: 8 }, (_, index) => shop.unit(() => sell({ id: 'a', sold_at: index + 1 }))),
    );
    expect(claims.filter(({ numAffectedRows }) => numAffectedRows === 1n)).toHaveLength(1);
  });

  it('tells a failed statement where it fails, keeps the others, and goes on', async () => {
    await put(item('a'));
    await shop.unit(async () => {
      await put(item('b'));
      await expect(put(item('a'))).rejects.toThrow(/unique/i);
      await put(item('c'));
    });
    expect(await ids()).toEqual(['a', 'b', 'c']);
  });

  it('waits for what was written even when it fails itself', async () => {
    const failing = shop.unit(async () => {
      await put(item('a'));
      throw new Error('changed my mind');
    });
    await expect(failing).rejects.toThrow('changed my mind');
    expect(await ids()).toEqual(['a']);
  });

  it('has transactions that leave the waiting to it, whole or not at all', async () => {
    await shop.unit(async () => {
      const insert = (id: string, fails: boolean) =>
        shop.transaction(
          async (trx) => {
            await trx.insertInto('item').values(item(id)).execute();
            if (fails) throw new Error('no');
          },
          { isEager: true },
        );
      await insert('a', false);
      await expect(insert('b', true)).rejects.toThrow('no');
      expect(await ids()).toEqual(['a']);
    });
    expect(await ids()).toEqual(['a']);
  });

  it.runIf(name === 'sqlite')('tells nobody of what is not durable yet', async () => {
    const publishing = shop.unit(() =>
      shop.transaction(() => shop.bus.publish('item', 'a'), { isEager: true }),
    );
    await expect(publishing).rejects.toThrow('announces nothing');
  });

  it('shows others nothing before it is committed', async () => {
    let seen: string[] | undefined;
    const other = Promise.withResolvers<void>();
    const reading = other.promise.then(async () => {
      seen = await ids();
    });
    await shop.unit(async () => {
      await put(item('a'));
      other.resolve();
      await reading;
    });
    // PostgreSQL commits each statement; SQLite this unit's when its turn of the event loop is over.
    expect(seen).toEqual(name === 'sqlite' ? [] : ['a']);
    expect(await ids()).toEqual(['a']);
  });
});
