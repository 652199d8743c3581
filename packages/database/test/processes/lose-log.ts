// A program whose disk refuses a sync: it says so and goes on, if it may.
import { loseLog } from '../lose-log.ts';
import { openShop } from '../shop.ts';

const [file = ''] = process.argv.slice(2);
const shop = await openShop(`sqlite:${file}`);
await loseLog(file);
await shop.query
  .insertInto('item')
  .values({ id: 'lost' })
  .execute()
  .catch(() => process.stdout.write('refused'));
setInterval(() => undefined, 1_000);
