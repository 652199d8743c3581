import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Database } from '../src/index.ts';
import { testDatabases } from '../src/testing/index.ts';
import { openShop, type Shop } from './shop.ts';

describe.each(testDatabases())('codec on $name', ({ url }) => {
  let shop: Database<Shop>;
  beforeAll(async () => {
    shop = await openShop(await url());
  });
  afterAll(() => shop.close());

  const insert = (id: string, values: Partial<Shop['item']>) =>
    shop.query
      .insertInto('item')
      .values({ id, ...values })
      .execute();
  const read = (id: string) =>
    shop.query.selectFrom('item').selectAll().where('id', '=', id).executeTakeFirstOrThrow();

  it.each([
    ['object', { a: [1, { b: null }], 'zh 中文': '"quoted"' }],
    ['array', [1, 'two', [3]]],
    ['empty array', []],
    ['text', 'plain'],
    ['text that looks like JSON', '{"a":1}'],
    ['empty text', ''],
    ['number', 1.5],
    ['zero', 0],
    ['true', true],
    ['false', false],
    ['null', null],
  ])('gives back JSON as it was given: %s', async (name, value) => {
    await insert(`json ${name}`, { details_json: value });
    expect((await read(`json ${name}`)).details_json).toStrictEqual(value);
    await shop.query
      .updateTable('item')
      .set({ details_json: 'x' })
      .where('id', '=', `json ${name}`)
      .execute();
    await shop.query
      .updateTable('item')
      .set({ details_json: value })
      .where('id', '=', `json ${name}`)
      .execute();
    expect((await read(`json ${name}`)).details_json).toStrictEqual(value);
  });

  it('keeps an array JSON among several rows with different columns', async () => {
    await shop.query
      .insertInto('item')
      .values([
        { id: 'rows 1', details_json: ['a'], title: sql<string>`${'com'} || ${'puted'}` },
        { id: 'rows 2', details_json: null, amount: 2 },
      ])
      .execute();
    expect(await read('rows 1')).toMatchObject({ details_json: ['a'], title: 'computed', amount: null });
    expect(await read('rows 2')).toMatchObject({ details_json: null, amount: 2 });
  });

  it('encodes JSON in an upsert, given and excluded', async () => {
    const upsert = (details: unknown, again?: unknown) =>
      shop.query
        .insertInto('item')
        .values({ id: 'upsert', details_json: details })
        .onConflict((conflict) =>
          conflict.column('id').doUpdateSet((eb) => ({
            details_json: again === undefined ? eb.ref('excluded.details_json') : again,
          })),
        )
        .returningAll()
        .executeTakeFirstOrThrow();
    expect((await upsert(['one'])).details_json).toEqual(['one']);
    expect((await upsert(['two'])).details_json).toEqual(['two']);
    expect((await upsert(['three'], { four: 4 })).details_json).toEqual({ four: 4 });
  });

  it('stores booleans and finds by them', async () => {
    await insert('sold', { is_sold: true });
    await insert('unsold', {});
    expect(await read('sold')).toMatchObject({ is_sold: true });
    expect(await read('unsold')).toMatchObject({ is_sold: false });
    const found = await shop.query
      .selectFrom('item')
      .select('id')
      .where('is_sold', '=', true)
      .where('id', 'like', '%sold')
      .execute();
    expect(found).toStrictEqual([{ id: 'sold' }]);
    expect(
      (await shop.query.selectFrom('item').select('is_sold').where('id', '=', 'sold').execute())[0],
    ).toStrictEqual({ is_sold: true });
  });

  it('keeps null apart from false and from JSON', async () => {
    await insert('nothing', { is_sold: null });
    expect(await read('nothing')).toStrictEqual({
      id: 'nothing',
      title: null,
      amount: null,
      is_sold: null,
      details_json: null,
      sold_at: null,
    });
  });

  it('stores a Date as epoch milliseconds instead of NULL', async () => {
    const at = new Date('2026-11-23T08:00:00.123Z');
    await sql`insert into item (id, sold_at) values (${'dated'}, ${at})`.execute(shop.query);
    expect((await read('dated')).sold_at).toBe(at.getTime());
  });

  it('answers counts and sums of big integers as numbers', async () => {
    await insert('sum 1', { amount: 9_000_000_000_000 });
    await insert('sum 2', { amount: 1 });
    const row = await shop.query
      .selectFrom('item')
      .select((eb) => [eb.fn.sum<number>('amount').as('total'), eb.fn.countAll<number>().as('count')])
      .where('id', 'like', 'sum %')
      .executeTakeFirstOrThrow();
    expect(row).toStrictEqual({ total: 9_000_000_000_001, count: 2 });
  });

  it('refuses to read an integer that a number cannot hold', async () => {
    await sql`insert into item (id, amount) values ('huge', ${2n ** 60n})`.execute(shop.query);
    await expect(read('huge')).rejects.toThrow();
  });

  it('gives plain rows', async () => {
    await insert('plain', { details_json: { a: 1 } });
    const row = await read('plain');
    expect(Object.getPrototypeOf(row)).toBe(Object.prototype);
  });

  it.each([
    ['undefined', undefined],
    ['NaN', Number.NaN],
    ['infinity', Number.POSITIVE_INFINITY],
    ['an invalid date', new Date(Number.NaN)],
    ['an object', { a: 1 }],
    ['an array', [1]],
    ['a symbol', Symbol('x')],
    ['an integer beyond 64 bits', 2n ** 63n],
  ])('refuses %s as a parameter, first or later', async (_what, value) => {
    const first = sql`update item set title = ${value} where id = ${'plain'}`;
    const later = sql`update item set title = ${'x'} where id = ${value}`;
    await expect(first.execute(shop.query)).rejects.toThrow(TypeError);
    await expect(later.execute(shop.query)).rejects.toThrow(TypeError);
    expect((await read('plain')).title).toBeNull();
  });

  it('sorts identifiers by byte', async () => {
    for (const id of ['id b', 'id A', 'id a', 'id B', 'id é']) await insert(id, {});
    const rows = await shop.query
      .selectFrom('item')
      .select('id')
      .where('id', 'like', 'id %')
      .orderBy('id')
      .execute();
    expect(rows.map((row) => row.id)).toEqual(['id A', 'id B', 'id a', 'id b', 'id é']);
  });

  it('streams in pieces', async () => {
    const seen: string[] = [];
    for await (const row of shop.query
      .selectFrom('item')
      .select('id')
      .where('id', 'like', 'sum %')
      .stream(1)) {
      seen.push(row.id);
    }
    expect(seen.toSorted()).toEqual(['sum 1', 'sum 2']);
  });
});
