// A payments program as a process of its own, for tests that kill it. Argument: its configuration as JSON.
import { openDatabase } from '@yimen/database';
import { createLog, listen } from '@yimen/service-kit';
import { createApp } from '../../service/app.ts';
import { migrations } from '../../service/migrations/index.ts';
import type { PaymentsTables } from '../../service/tables.ts';

const config = JSON.parse(process.argv[2] ?? '{}');
const log = createLog({ category: 'test', write: () => undefined });
const db = await openDatabase<PaymentsTables>({ url: config.databaseUrl, migrations });
const { app } = await createApp({ config, db, log });
const { url } = await listen({ app, host: '127.0.0.1', port: 0, log });
process.stdout.write(`${url}\n`);
