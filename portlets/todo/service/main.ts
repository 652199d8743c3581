import { openDatabase } from '@yimen/database';
import { createLog, listen, readConfig, runMain } from '@yimen/service-kit';
import { createTodoApp } from './app.ts';
import { todoConfig } from './config.ts';
import { migrations } from './migrations/index.ts';
import type { TodoDatabase } from './tables.ts';

runMain(async () => {
  const config = readConfig(todoConfig, process.env);
  const log = createLog({ category: 'todo', level: config.logLevel });
  const db = await openDatabase<TodoDatabase>({ url: config.databaseUrl, migrations, log });
  const { app, close } = createTodoApp({ config, db, log });
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
