// A small program as `main.ts` files are: started and stopped by run-main.test.ts.
import { appendFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { createKoa, createLog, listen, readConfig, runMain, serviceConfig } from '../../src/index.ts';

const [journal = ''] = process.argv.slice(2);
const note = (text: string): void => appendFileSync(journal, `${text}\n`);

runMain(async () => {
  const config = readConfig(serviceConfig, process.env);
  const log = createLog({ category: 'program', level: config.logLevel });
  const app = createKoa({ name: 'program', log });
  app.use(async (ctx) => {
    if (ctx.path === '/crash') setImmediate(() => Promise.reject(new Error('nobody caught this')));
    if (ctx.path === '/hang') await new Promise(() => undefined);
    if (ctx.path === '/slow') {
      note('slow begins');
      await delay(400);
      note('slow ends');
    }
    ctx.body = 'done';
  });
  return listen({
    app,
    host: config.host,
    port: config.port,
    log,
    onDrain: () => note('draining'),
    onClose: async () => note('database closed'),
  });
});
