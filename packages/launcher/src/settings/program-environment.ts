import { join } from 'node:path';
import { PUBLISHER_ID } from '../connect/publisher-id.ts';
import { cacheDir } from '../paths.ts';
import { type ProgramName, programs } from '../programs.ts';
import type { LaunchSettings } from './launch-settings.ts';
import type { Secrets } from './secrets.ts';

// What a program may need of the machine. Everything else it gets is named below: nothing leaks in by accident.
const PASSED_ON = [
  'PATH',
  'HOME',
  'TMPDIR',
  'TZ',
  'LANG',
  'LC_ALL',
  'NODE_EXTRA_CA_CERTS',
  'UV_THREADPOOL_SIZE',
  'SystemRoot',
];

/** Client ids of the programs at the sso-server. */
const clientIds: Partial<Record<ProgramName, string>> = {
  portal: 'portal',
  todo: 'todo',
  notices: 'notices',
  contacts: 'contacts',
  budget: 'budget',
  payments: 'payments',
};

/**
 * The environment of one program. `YIMEN_<PROGRAM>_<NAME>` in the launcher's environment becomes `YIMEN_<NAME>` for
 * that program: `YIMEN_PORTAL_IDLE_MINUTES`, `YIMEN_SSO_DATABASE_URL`.
 */
export function programEnvironment(
  name: ProgramName,
  { settings, secrets, env }: { settings: LaunchSettings; secrets: Secrets; env: NodeJS.ProcessEnv },
): Record<string, string> {
  const { addresses, host } = settings;
  const { port, publicUrl, databaseUrl } = addresses[name];
  const clientId = clientIds[name];
  return {
    ...pick(env, PASSED_ON),
    NODE_ENV: 'production',
    NODE_COMPILE_CACHE: join(cacheDir, 'node'),
    ...pick(env, ['YIMEN_LOG_LEVEL']),
    YIMEN_HOST: host,
    YIMEN_ISSUER: addresses.sso.publicUrl,
    YIMEN_PORTAL_URL: addresses.portal.publicUrl,
    YIMEN_SECRET: secrets.ofProgram(name),
    ...(clientId !== undefined && {
      YIMEN_CLIENT_ID: clientId,
      YIMEN_CLIENT_SECRET: secrets.ofClient(clientId),
    }),
    ...extras(name, settings),
    ...ownVariables(name, env),
    // The launcher registers these addresses everywhere: they are its own to say.
    YIMEN_PORT: String(port),
    YIMEN_PUBLIC_URL: publicUrl,
    YIMEN_DATABASE_URL: databaseUrl,
  };
}

function extras(name: ProgramName, { profile, addresses, dataDir }: LaunchSettings): Record<string, string> {
  // Who installs Yimen has chosen what comes with it: live as soon as it is published. Every other publisher's releases go
  // through the states, and what two administrators decide of this one stays.
  if (name === 'portal')
    return { YIMEN_NPM_PACKAGES: join(dataDir, 'npm'), YIMEN_TRUSTED_PUBLISHERS: PUBLISHER_ID };
  if (name === 'sso' && profile === 'demonstration') {
    return {
      YIMEN_SIGN_IN_NOTICE: '演示系统：所有人员、单位数据和金额均为虚构的演示数据，账号和密码见 README。',
      YIMEN_SIGN_IN_NOTICE_EN:
        'Demonstration: all people, data and amounts are invented. Accounts are in the README.',
    };
  }
  if (name === 'payments') return { YIMEN_TODO_URL: addresses.todo.publicUrl };
  return {};
}

function ownVariables(name: ProgramName, env: NodeJS.ProcessEnv): Record<string, string> {
  const prefix = `YIMEN_${programs[name].variable}_`;
  const own = Object.entries(env).flatMap(([key, value]) =>
    key.startsWith(prefix) && value !== undefined ? [[`YIMEN_${key.slice(prefix.length)}`, value]] : [],
  );
  return Object.fromEntries(own);
}

function pick(env: NodeJS.ProcessEnv, names: readonly string[]): Record<string, string> {
  return Object.fromEntries(
    names.flatMap((name): [string, string][] => {
      const value = env[name];
      return value === undefined ? [] : [[name, value]];
    }),
  );
}
