// Opens a database, says how many migrations it applied, and closes. Started several times at once by tests.
import { openDatabase } from '../../src/index.ts';
import { shopMigrations } from '../shop.ts';

const [url = ''] = process.argv.slice(2);
let applied = 0;
const log = {
  info: (event: string, fields: Record<string, unknown> = {}) => {
    if (event === 'database-migrated' && Array.isArray(fields.applied)) applied += fields.applied.length;
  },
  warn: () => undefined,
  error: () => undefined,
};
const database = await openDatabase({ url, migrations: shopMigrations, log });
process.stdout.write(String(applied));
await database.close();
