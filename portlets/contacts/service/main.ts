import { openDatabase } from '@yimen/database';
import { createLog, listen, readConfig, runMain } from '@yimen/service-kit';
import { createContactsApp } from './app.ts';
import { contactsConfig } from './config.ts';
import { migrations } from './migrations/index.ts';
import type { ContactsDatabase } from './tables.ts';

runMain(async () => {
  const config = readConfig(contactsConfig, process.env);
  const log = createLog({ category: 'contacts', level: config.logLevel });
  const db = await openDatabase<ContactsDatabase>({ url: config.databaseUrl, migrations, log });
  const { app, copier, close } = createContactsApp({ config, db, log });
  const { host, port } = config;
  const listening = await listen({
    app,
    host,
    port,
    log,
    onClose: async () => {
      await close();
      await db.close();
    },
  });
  copier.start();
  return listening;
});
