// Opens a database, says so and keeps it open until it is killed.
import { openShop } from '../shop.ts';

const [url = ''] = process.argv.slice(2);
const shop = await openShop(url);
await shop.query.insertInto('item').values({ id: 'held' }).execute();
process.stdout.write('open');
setInterval(() => undefined, 1_000);
