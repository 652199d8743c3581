import { parseArgs } from 'node:util';
import { openDatabase } from '@yimen/database';
import { createLog, readConfig } from '@yimen/service-kit';
import { finishInstallation } from '../admin-api/finish-installation.ts';
import { archiveAudit } from '../audit/archive-audit.ts';
import { verifyAudit } from '../audit/verify-audit.ts';
import { type SsoConfig, ssoConfigSchema } from '../config.ts';
import type { SsoDatabase } from '../database-schema.ts';
import { examine } from '../doctor/doctor.ts';
import { exitCodeOf, renderJson, renderText } from '../doctor/report.ts';
import { migrations } from '../migrations/index.ts';
import { createServices, type Services } from '../services.ts';
import { bootstrapAdmin, firstAdministrators } from './bootstrap-admin.ts';
import { bootstrapClient } from './bootstrap-client.ts';
import { CommandError } from './command-error.ts';

type Input = AsyncIterable<unknown> & { isTTY?: boolean };

type Invocation = {
  command: string;
  args: string[];
  env: NodeJS.ProcessEnv;
  stdin: Input;
  /** The result, and everything else. */
  out: (text: string) => void;
  err: (text: string) => void;
};

const usage = `usage:
  node sso-server/main.ts                                             starts the server
  node sso-server/main.ts bootstrap-admin [--system NAME] [--security NAME] [--audit NAME]
      makes the first three administrators and finishes the installation; their passwords come from standard input,
      one a line in this order, or are generated and printed once
  node sso-server/main.ts verify-audit [--anchor POSITION:HASH]
      reads the whole audit trail; exit code 1 and the first broken row when something was changed, removed, inserted,
      moved or cut off, or when the trail no longer contains the anchor, a head that was noted earlier
  node sso-server/main.ts archive-audit --directory DIR
      moves whole months of the audit trail that are older than YIMEN_AUDIT_RETENTION_DAYS to a file and drops them
  node sso-server/main.ts finish-installation
      for an installation whose three administrators were loaded by a program: it loses that right
  node sso-server/main.ts bootstrap-client --id ID --scope "SCOPE …" [--replace]
      makes a client for the administration API and prints its secret as JSON
  node sso-server/main.ts doctor [--json]
      looks at the installation while it runs: exit code 0 in order, 1 warnings, 2 failures
`;

/** One-time commands. What they print on standard output is their result; the log goes to standard error. */
export async function runCommand({ command, args, env, stdin, out, err }: Invocation): Promise<number> {
  try {
    if (command === 'doctor') return await runDoctor(args, env, out);
    const run = parse(command, args, stdin);
    const result = await withServices(env, run, err);
    out(`${JSON.stringify(result)}\n`);
    // A check that found something.
    return result.ok === false ? 1 : 0;
  } catch (error) {
    err(`${error instanceof Error ? error.message : String(error)}\n`);
    return 1;
  }
}

/** Its exit code says what was found: 0 in order, 1 warnings, 2 failures. */
async function runDoctor(args: string[], env: NodeJS.ProcessEnv, out: Invocation['out']): Promise<number> {
  const { values } = parseArgs({ args, options: { json: { type: 'boolean', default: false } } });
  const findings = await examine(env, Date.now);
  out(values.json ? renderJson(findings) : renderText(findings));
  return exitCodeOf(findings);
}

type Run = (services: Services, config: SsoConfig) => Promise<Record<string, unknown>>;

function parse(command: string, args: string[], stdin: Input): Run {
  if (command === 'bootstrap-admin') {
    const { values } = parseArgs({
      args,
      options: {
        system: { type: 'string', default: 'sysadmin' },
        security: { type: 'string', default: 'secadmin' },
        audit: { type: 'string', default: 'auditor' },
      },
    });
    return async (services) =>
      bootstrapAdmin(services, {
        administrators: firstAdministrators(values),
        passwords: await readPiped(stdin),
      });
  }
  if (command === 'verify-audit') {
    const { values } = parseArgs({ args, options: { anchor: { type: 'string' } } });
    return ({ db, auditMac }) => verifyAudit({ db, mac: auditMac }, values);
  }
  if (command === 'archive-audit') {
    const { values } = parseArgs({ args, options: { directory: { type: 'string' } } });
    const { directory } = values;
    if (!directory) throw new CommandError(usage);
    return ({ db, auditMac, now }, config) =>
      archiveAudit({ db, mac: auditMac, now }, { directory, keepDays: config.auditRetentionDays });
  }
  if (command === 'finish-installation') {
    parseArgs({ args, options: {} });
    return (services) => finishInstallation(services, command);
  }
  if (command === 'bootstrap-client') {
    const { values } = parseArgs({
      args,
      options: {
        id: { type: 'string' },
        scope: { type: 'string' },
        replace: { type: 'boolean', default: false },
      },
    });
    const { id, scope } = values;
    if (!id || !scope) throw new CommandError(usage);
    return (services) => bootstrapClient(services, { id, scopes: scope.split(' '), replace: values.replace });
  }
  throw new CommandError(usage);
}

async function withServices(
  env: NodeJS.ProcessEnv,
  run: Run,
  err: (text: string) => void,
): Promise<Record<string, unknown>> {
  const config = readConfig(ssoConfigSchema, env);
  const log = createLog({
    category: 'sso-server',
    level: config.logLevel,
    write: (line) => err(`${line}\n`),
  });
  const db = await openDatabase<SsoDatabase>({ url: config.databaseUrl, migrations, log });
  const services = createServices({ config, db, log, now: Date.now, onEnded: () => undefined });
  try {
    return await run(services, config);
  } finally {
    services.close();
    await db.close();
  }
}

/** The lines of what is piped in; nothing when a person sits at the terminal. */
async function readPiped(stdin: Input): Promise<string[]> {
  if (stdin.isTTY) return [];
  let text = '';
  for await (const chunk of stdin) text += String(chunk);
  return text
    .split('\n')
    .map((line) => line.replace(/\r$/, ''))
    .filter((line) => line !== '');
}
