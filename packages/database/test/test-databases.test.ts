import pg from 'pg';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { testDatabases } from '../src/testing/index.ts';
import { openShop } from './shop.ts';

afterEach(() => vi.unstubAllEnvs());
const postgres = testDatabases().find((engine) => engine.name === 'postgres');

describe('testDatabases', () => {
  it.each(testDatabases())('gives a new, empty database each time on $name', async ({ url }) => {
    const [first, second] = [await openShop(await url()), await openShop(await url())];
    await first.query.insertInto('item').values({ id: 'a' }).execute();
    expect(await second.query.selectFrom('item').selectAll().execute()).toEqual([]);
    await Promise.all([first.close(), second.close()]);
  });

  it.runIf(postgres)('uses the server that YIMEN_TEST_POSTGRES_URL names, and tidies up there', async () => {
    const server = new URL((await postgres?.url()) ?? '');
    const admin = new pg.Client({ connectionString: server.href });
    await admin.connect();
    await admin.query('create database yimen_test_1000_forgotten');
    vi.stubEnv('YIMEN_TEST_POSTGRES_URL', server.href);
    const named = testDatabases().find((engine) => engine.name === 'postgres');
    const url = new URL((await named?.url()) ?? '');
    expect([url.host, url.pathname === server.pathname]).toEqual([server.host, false]);
    const { rows } = await admin.query("select datname from pg_database where datname like '%forgotten'");
    expect(rows).toEqual([]);
    await admin.end();
  });
});
