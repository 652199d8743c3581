import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type Database, maximumMessageBytes, openDatabase } from '../src/index.ts';
import { testDatabases } from '../src/testing/index.ts';
import { openShop, type Shop } from './shop.ts';

const patience = 15_000;

describe.each(testDatabases())('bus on $name', ({ url, name }) => {
  let address: string;
  let shop: Database<Shop>;
  beforeEach(async () => {
    address = await url();
    shop = await openShop(address);
  });
  afterEach(() => shop.close());

  const listen = (database: Database<Shop>, topic: string) => {
    const seen: unknown[] = [];
    return { seen, undo: database.bus.subscribe(topic, (payload) => seen.push(payload)) };
  };

  it('carries payloads to every subscriber of the topic, in order', async () => {
    const first = listen(shop, 'page');
    const second = listen(shop, 'page');
    const other = listen(shop, 'other');
    const payloads = ['a', { id: '张伟' }, ['x', 1], null, undefined];
    for (const payload of payloads) await shop.bus.publish('page', payload);
    await vi.waitFor(() => expect(second.seen).toHaveLength(payloads.length), patience);
    expect(first.seen).toEqual(payloads);
    expect(second.seen).toEqual(payloads);
    expect(other.seen).toEqual([]);
  });

  it('stops after the undo, which may be called twice', async () => {
    const gone = listen(shop, 'page');
    const stays = listen(shop, 'page');
    gone.undo();
    gone.undo();
    await shop.bus.publish('page', 1);
    await vi.waitFor(() => expect(stays.seen).toEqual([1]), patience);
    expect(gone.seen).toEqual([]);
  });

  it('goes on when a listener throws', async () => {
    shop.bus.subscribe('page', () => {
      throw new Error('listener');
    });
    const after = listen(shop, 'page');
    await shop.bus.publish('page', 1);
    await vi.waitFor(() => expect(after.seen).toEqual([1]), patience);
  });

  it('waits for the commit inside a transaction and is silent after a rollback', async () => {
    const { seen } = listen(shop, 'item');
    const read: unknown[] = [];
    shop.bus.subscribe('item', async () => {
      read.push((await shop.query.selectFrom('item').select('id').execute()).length);
    });
    await shop.transaction(async (trx) => {
      await trx.insertInto('item').values({ id: 'a' }).execute();
      await shop.bus.publish('item', 'a');
      await delay(20);
      expect(seen).toEqual([]);
    });
    const undone = shop.transaction(async () => {
      await shop.bus.publish('item', 'b');
      throw new Error('undone');
    });
    await expect(undone).rejects.toThrow('undone');
    await shop.bus.publish('item', 'c');
    await vi.waitFor(() => expect(seen).toEqual(['a', 'c']), patience);
    // The listener is not inside the publisher's transaction and sees what was committed.
    await vi.waitFor(() => expect(read).toEqual([1, 1]), patience);
  });

  it('refuses long messages on both engines', async () => {
    await expect(shop.bus.publish('page', '门'.repeat(maximumMessageBytes / 3))).rejects.toThrow('send ids');
    await shop.bus.publish('page', 'x'.repeat(maximumMessageBytes - 20));
  });

  it.runIf(name === 'postgres')('reaches other nodes', async () => {
    const otherNode = await openShop(address);
    const { seen } = listen(otherNode, 'page');
    await shop.bus.publish('page', { id: 'home' });
    await vi.waitFor(() => expect(seen).toEqual([{ id: 'home' }]), patience);
    await otherNode.close();
  });

  it.runIf(name === 'postgres')('comes back after the connection breaks, and says resync', async () => {
    const warnings: string[] = [];
    const log = {
      info: () => undefined,
      warn: (event: string) => void warnings.push(event),
      error: () => undefined,
    };
    const node = await openDatabase<Shop>({
      url: address,
      migrations: (await import('./shop.ts')).shopMigrations,
      log,
    });
    const resync = listen(node, 'resync');
    const page = listen(node, 'page');
    const admin = new pg.Client({ connectionString: address });
    await admin.connect();
    await admin.query(
      `select pg_terminate_backend(pid) from pg_stat_activity
       where datname = current_database() and pid <> pg_backend_pid()`,
    );
    await admin.end();
    await vi.waitFor(() => expect(resync.seen).toHaveLength(1), patience);
    await node.bus.publish('page', 'after');
    await vi.waitFor(() => expect(page.seen).toEqual(['after']), patience);
    expect(warnings).toContain('bus-connection-lost');
    expect(await node.query.selectFrom('item').selectAll().execute()).toEqual([]);
    await node.close();
  });

  it.runIf(name === 'postgres')(
    'outlives a connection that breaks between two statements of a transaction',
    async () => {
      const admin = new pg.Client({ connectionString: address });
      await admin.connect();
      const broken = shop.transaction(async (trx) => {
        await trx.insertInto('item').values({ id: 'lost', amount: 0 }).execute();
        await admin.query(
          `select pg_terminate_backend(pid) from pg_stat_activity
           where datname = current_database() and pid <> pg_backend_pid()`,
        );
        // An error that nobody listens to would be thrown meanwhile, and fails the test run.
        await delay(200);
        await trx.selectFrom('item').selectAll().execute();
      });
      await expect(broken).rejects.toThrow();
      await admin.end();
      expect(await shop.query.selectFrom('item').selectAll().execute()).toEqual([]);
    },
  );
});
