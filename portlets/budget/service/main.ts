import { fileURLToPath } from 'node:url';
import { openDatabase } from '@yimen/database';
import { createLog, listen, readConfig, runMain } from '@yimen/service-kit';
import { createApp } from './app.ts';
import { budgetConfig } from './config.ts';
import { migrations } from './migrations/index.ts';
import type { BudgetTables } from './tables.ts';

runMain(async () => {
  const config = readConfig(budgetConfig, process.env);
  const log = createLog({ category: 'budget', level: config.logLevel });
  const db = await openDatabase<BudgetTables>({ url: config.databaseUrl, migrations, log });
  const siteDir = fileURLToPath(new URL('../site/dist', import.meta.url));
  const { app, close } = await createApp({ config, db, log, siteDir });
  return listen({
    app,
    host: config.host,
    port: config.port,
    log,
    onClose: async () => {
      await close();
      await db.close();
    },
  });
});
