import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openDatabase } from '@yimen/database';
import { createLog, listen, runMain } from '@yimen/service-kit';
import { createApp, migrations, type SsoDatabase, ssoConfigSchema } from '../app.ts';
import { readConformanceConfig } from './conformance-config.ts';
import { provisionConformance } from './provision.ts';
import { suiteConfiguration } from './suite-configuration.ts';

/** The sso-server alone, as the OpenID Foundation's conformance suite wants it. Prints the suite's configuration. */
async function start() {
  const config = readConformanceConfig(process.env);
  const folder = mkdtempSync(join(tmpdir(), 'yimen-conformance-'));
  const settings = ssoConfigSchema.parse({
    databaseUrl: config.databaseUrl ?? `sqlite:${join(folder, 'sso.db')}`,
    secret: process.env.YIMEN_SECRET ?? randomBytes(32).toString('base64url'),
    host: config.host,
    port: config.port,
    publicUrl: config.conformancePublicUrl,
    issuer: config.conformancePublicUrl,
    trustProxy: config.trustProxy,
    logoutNetworks: config.logoutNetworks,
    logLevel: process.env.YIMEN_LOG_LEVEL ?? 'warn',
  });
  const log = createLog({
    category: 'sso-server',
    level: settings.logLevel,
    write: (line) => void process.stderr.write(`${line}\n`),
  });
  const db = await openDatabase<SsoDatabase>({ url: settings.databaseUrl, migrations, log });
  const program = await createApp({ config: settings, db, log });
  await provisionConformance(program.services, config);
  const listening = await listen({
    app: program.app,
    host: settings.host,
    port: settings.port,
    log,
    onClose: async () => {
      await program.close();
      await db.close();
      rmSync(folder, { recursive: true, force: true });
    },
  });
  process.stderr.write(
    `符合性测试环境已启动 / The conformance profile is running: ${config.conformancePublicUrl} (${listening.url})\n`,
  );
  process.stdout.write(`${JSON.stringify(suiteConfiguration(config), null, 2)}\n`);
  return listening;
}

runMain(start);
