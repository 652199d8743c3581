import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Database, prepareQuery } from '../src/index.ts';
import { testDatabases } from '../src/testing/index.ts';
import { openShop, type Shop } from './shop.ts';

type Item = Shop['item'];

describe.each(testDatabases())('prepared queries on $name', ({ url }) => {
  let shop: Database<Shop>;
  let builds = 0;
  beforeAll(async () => {
    shop = await openShop(await url());
  });
  beforeEach(async () => {
    await shop.query.deleteFrom('item').execute();
    builds = 0;
  });
  afterAll(() => shop.close());

  const prepare = () => ({
    put: prepareQuery<Item, unknown, Shop>(shop.query, (query, value) => {
      builds += 1;
      const { id, title, amount, is_sold, details_json, sold_at } = value;
      return query
        .insertInto('item')
        .values({ id, title, amount, is_sold, details_json, sold_at })
        .onConflict((conflict) => conflict.column('id').doUpdateSet({ details_json, amount }));
    }),
    find: prepareQuery<{ id: string; amount: number }, Item, Shop>(shop.query, (query, value) =>
      query.selectFrom('item').selectAll().where('id', '=', value.id).where('amount', '>=', value.amount),
    ),
  });
  const item: Item = {
    id: 'a',
    title: '"quoted"',
    amount: 1,
    is_sold: true,
    details_json: { note: '附件', list: [1, null] },
    sold_at: 1_700_000_000_000,
  };

  it('runs one compilation with the values of each run, encoded by the names of the columns', async () => {
    const { put, find } = prepare();
    const others = { ...item, id: 'b', title: null, is_sold: false, details_json: null };
    await Promise.all([put(item), put(others)]);
    expect((await find({ id: 'a', amount: 0 })).rows).toEqual([item]);
    expect((await find({ id: 'b', amount: 1 })).rows).toEqual([others]);
    expect((await find({ id: 'b', amount: 2 })).rows).toEqual([]);
    expect(builds).toBe(1);
  });

  it('puts a value in every place that it was built into', async () => {
    const { put, find } = prepare();
    await put(item);
    const { numAffectedRows } = await put({ ...item, title: 'other', amount: 7, details_json: 'text' });
    expect(numAffectedRows).toBe(1n);
    const [row] = (await find({ id: 'a', amount: 7 })).rows;
    expect(row).toEqual({ ...item, amount: 7, details_json: 'text' });
  });

  it('refuses to run without a value', async () => {
    const { find } = prepare();
    expect(() => find({ id: 'a' } as { id: string; amount: number })).toThrow('no value for "amount"');
  });

  it('is refused inside a transaction like every query of the outside', async () => {
    const { put } = prepare();
    await expect(shop.transaction(() => put(item))).rejects.toThrow(/trx/);
  });
});
