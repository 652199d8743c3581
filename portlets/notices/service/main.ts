import { openDatabase } from '@yimen/database';
import { createLog, listen, readConfig, runMain } from '@yimen/service-kit';
import { createNoticesApp } from './app.ts';
import { noticesConfig } from './config.ts';
import { migrations } from './migrations/index.ts';
import type { NoticesDatabase } from './tables.ts';

runMain(async () => {
  const config = readConfig(noticesConfig, process.env);
  const log = createLog({ category: 'notices', level: config.logLevel });
  const db = await openDatabase<NoticesDatabase>({ url: config.databaseUrl, migrations, log });
  const { app, close } = createNoticesApp({ config, db, log });
  const { host, port } = config;
  return listen({
    app,
    host,
    port,
    log,
    onClose: async () => {
      await close();
      await db.close();
    },
  });
});
