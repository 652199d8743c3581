import { afterEach, describe, expect, it } from 'vitest';
import type { Database } from '../src/index.ts';
import { testDatabases } from '../src/testing/index.ts';
import { startProcess } from './run-process.ts';
import { openShop, type Shop } from './shop.ts';

const rounds = 3;
const enough = 300;

/** Lets the write loop acknowledge some hundred writes, kills it and gives what it had acknowledged. */
async function writeAndKill(url: string, round: number): Promise<string[]> {
  const child = startProcess('write-loop', url, String(round));
  let out = '';
  let err = '';
  child.stderr.on('data', (chunk) => {
    err += chunk;
  });
  child.stdout.on('data', (chunk) => {
    out += chunk;
    // A different moment each round: in the middle of a group, of a COMMIT, between them.
    if (out.split('\n').length > enough + round * 37) child.kill('SIGKILL');
  });
  const signal = await new Promise((resolve) => child.once('close', (_code, sent) => resolve(sent)));
  if (signal !== 'SIGKILL') throw new Error(`the write loop ended by itself: ${err}`);
  return out.slice(0, out.lastIndexOf('\n')).split('\n');
}

describe.each(testDatabases())('kill -9 on $name', ({ url }) => {
  let shop: Database<Shop> | undefined;
  afterEach(() => shop?.close());

  it('loses nothing that was acknowledged, and leaves no half of a transaction', async () => {
    const address = await url();
    const acknowledged: string[] = [];
    for (let round = 0; round < rounds; round++) acknowledged.push(...(await writeAndKill(address, round)));
    shop = await openShop(address);
    const items = new Set((await shop.query.selectFrom('item').select('id').execute()).map((row) => row.id));
    const entries = await shop.query.selectFrom('entry').select('item_id').execute();
    expect(acknowledged.length).toBeGreaterThanOrEqual(rounds * enough);
    expect(acknowledged.filter((id) => !items.has(id))).toEqual([]);
    const pairs = [...items].filter((id) => id.startsWith('pair-')).toSorted();
    expect(entries.map((entry) => entry.item_id).toSorted()).toEqual(pairs);
  }, 60_000);
});
