// Writes for ever and prints each id once its write has been acknowledged: single statements, and transactions of
// two rows that belong together. Killed by durability.test.ts.
import { writeSync } from 'node:fs';
import { openShop } from '../shop.ts';

const [url = '', round = '0'] = process.argv.slice(2);
const shop = await openShop(url);
let count = 0;

async function writeSingles(): Promise<void> {
  for (;;) {
    const id = `single-${round}-${count++}`;
    await shop.query.insertInto('item').values({ id }).execute();
    writeSync(1, `${id}\n`);
  }
}

async function writePairs(): Promise<void> {
  for (;;) {
    const id = `pair-${round}-${count++}`;
    await shop.transaction(async (trx) => {
      await trx.insertInto('item').values({ id }).execute();
      await trx
        .insertInto('entry')
        .values({ id: `entry-${id}`, item_id: id, amount: 1 })
        .execute();
    });
    writeSync(1, `${id}\n`);
  }
}

await Promise.all([...Array.from({ length: 6 }, writeSingles), ...Array.from({ length: 6 }, writePairs)]);
