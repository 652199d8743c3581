import { openDatabase } from '@yimen/database';
import { createLog, listen, readConfig, runMain } from '@yimen/service-kit';
import { createApp } from './app.ts';
import { portalConfig } from './config.ts';
import type { PortalTables } from './database-schema.ts';
import { portalMigrations } from './migrations/index.ts';

runMain(async () => {
  const config = readConfig(portalConfig, process.env);
  const log = createLog({ category: 'portal', level: config.logLevel });
  const db = await openDatabase<PortalTables>({ url: config.databaseUrl, migrations: portalMigrations, log });
  const app = await createApp({ config, db, log });
  return await listen({
    app: app.koa,
    host: config.host,
    port: config.port,
    log,
    onDrain: app.drain,
    onClose: db.close,
  });
});
