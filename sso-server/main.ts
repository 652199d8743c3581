import { openDatabase } from '@yimen/database';
import { createLog, listen, readConfig, runMain } from '@yimen/service-kit';
import { createApp, migrations, type SsoConfig, type SsoDatabase, ssoConfigSchema } from './app.ts';
import { runCommand } from './commands/run-command.ts';

async function start(config: SsoConfig) {
  const log = createLog({ category: 'sso-server', level: config.logLevel });
  const db = await openDatabase<SsoDatabase>({ url: config.databaseUrl, migrations, log });
  const program = await createApp({ config, db, log });
  return listen({
    app: program.app,
    host: config.host,
    port: config.port,
    log,
    onClose: async () => {
      await program.close();
      await db.close();
    },
  });
}

const [command, ...args] = process.argv.slice(2);
if (command === undefined) {
  runMain(async () => start(readConfig(ssoConfigSchema, process.env)));
} else {
  process.exitCode = await runCommand({
    command,
    args,
    env: process.env,
    stdin: process.stdin,
    out: (text) => void process.stdout.write(text),
    err: (text) => void process.stderr.write(text),
  });
}
