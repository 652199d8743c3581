import { type DatabaseInspection, inspectDatabase } from '@yimen/database';
import { readConfig } from '@yimen/service-kit';
import { type SsoConfig, ssoConfigSchema } from '../config.ts';
import { checkAudit } from './check-audit.ts';
import { checkData } from './check-data.ts';
import { checkDatabase } from './check-database.ts';
import { checkIssuer, compareClocks } from './check-issuer.ts';
import { checkKeys } from './check-keys.ts';
import { checkLogoutEndpoints } from './check-logout-endpoints.ts';
import { checkSyslog } from './check-syslog.ts';
import { type Finding, failure, ok, reasonOf } from './finding.ts';

/** Everything that an operator should know of an installation. Looks only; the server may run meanwhile. */
export async function examine(env: NodeJS.ProcessEnv, now: () => number): Promise<Finding[]> {
  let config: SsoConfig;
  try {
    config = readConfig(ssoConfigSchema, env);
  } catch (error) {
    return [
      failure(
        'configuration',
        [`配置有误：${reasonOf(error)}`, `The configuration is not valid: ${reasonOf(error)}`],
        ['请按 README 的配置表改正', 'Mend it by the table in the README'],
      ),
    ];
  }
  const configuration = ok('configuration', '配置完整有效', 'The configuration is complete and valid');
  const [stored, met] = await Promise.all([examineDatabase(config, now), checkIssuer(config, now)]);
  return [configuration, ...met, ...stored];
}

async function examineDatabase(config: SsoConfig, now: () => number): Promise<Finding[]> {
  let db: DatabaseInspection;
  try {
    db = await inspectDatabase(config.databaseUrl);
  } catch (error) {
    const reason = reasonOf(error);
    return [
      failure(
        'database',
        [`打不开数据库：${reason}`, `The database cannot be opened: ${reason}`],
        [
          '请检查 YIMEN_DATABASE_URL、数据库服务和网络',
          'Look at YIMEN_DATABASE_URL, the database server and the network',
        ],
      ),
    ];
  }
  const checks: [string, () => Promise<Finding[]>][] = [
    ['database', () => checkDatabase(db)],
    ['database-clock', () => checkDatabaseClock(db, now)],
    ['keys', () => checkKeys(db, config, now())],
    ['data', () => checkData(db, now())],
    ['audit', () => checkAudit(db, now())],
    ['logout-endpoint', () => checkLogoutEndpoints(db, config)],
    ['syslog', () => checkSyslog(db, config, now())],
  ];
  const findings: Finding[] = [];
  try {
    for (const [check, run] of checks)
      findings.push(...(await run().catch((error: unknown) => [broken(check, error)])));
  } finally {
    await db.close();
  }
  return findings;
}

async function checkDatabaseClock(db: DatabaseInspection, now: () => number): Promise<Finding[]> {
  if (db.dialect === 'sqlite') {
    // Its clock is ours. What was written in the future was written before the clock was set back.
    const [row] = await db.rows('select max(at) as at from audit_event');
    return [
      compareClocks('database-clock', Math.max(0, Number(row?.at ?? 0) - now()), [
        '最近一条审计记录',
        'the last audit record',
      ]),
    ];
  }
  const [row] = await db.rows('select extract(epoch from clock_timestamp()) * 1000 as at');
  return [
    compareClocks('database-clock', Math.abs(Number(row?.at) - now()), [
      '数据库服务器',
      'the database server',
    ]),
  ];
}

/** A table may be missing because a migration has not run: say so and go on with the next check. */
function broken(check: string, error: unknown): Finding {
  const reason = reasonOf(error);
  return failure(
    check,
    [`检查没有完成：${reason}`, `The check could not be made: ${reason}`],
    [
      '多半是数据库结构过旧：请启动一次本版本的 sso-server',
      'The schema is probably old: start this version of the sso-server once',
    ],
  );
}
