import { join, resolve } from 'node:path';
import { root } from '../paths.ts';
import { type ProgramName, programNames, programs } from '../programs.ts';
import { freePorts } from './free-ports.ts';

/** What is loaded at the first start: the invented bureau, or nothing. */
export type Profile = 'demonstration' | 'empty';

/** Where one program listens and keeps its data. */
export type ProgramAddress = {
  port: number;
  /** Where browsers and other programs reach it. */
  publicUrl: string;
  /** Where the launcher asks for its health. */
  localUrl: string;
  databaseUrl: string;
};

/** Options, environment and defaults put together; frozen. */
export type LaunchSettings = Readonly<{
  dataDir: string;
  host: string;
  profile: Profile;
  quiet: boolean;
  without: ReadonlySet<ProgramName>;
  addresses: Readonly<Record<ProgramName, ProgramAddress>>;
}>;

/** How to start Yimen. Everything has a default. */
export type YimenOptions = {
  /** Databases, secrets and logs. Default `.data` in the checkout. */
  dataDir?: string;
  /** `fixed` are those of the documentation, or of the environment. */
  ports?: 'fixed' | 'free';
  profile?: Profile;
  /** Says nothing on the console. */
  quiet?: boolean;
  /** Programs that are neither built nor started. */
  without?: readonly ProgramName[];
  /** `process.env` of the caller: no module reads it by itself. */
  env?: NodeJS.ProcessEnv;
};

/**
 * Puts options, environment and defaults together.
 *
 * @throws when a variable of the environment makes no sense, naming it
 */
export async function launchSettings(o: YimenOptions): Promise<LaunchSettings> {
  const env = o.env ?? {};
  const host = env.YIMEN_HOST ?? '127.0.0.1';
  const dataDir = resolve(root, o.dataDir ?? env.YIMEN_DATA_DIR ?? '.data');
  const free = o.ports === 'free' ? await freePorts(programNames.length, host) : [];
  const entries = programNames.map((name, index) => [
    name,
    address(name, { env, host, dataDir, port: free[index] }),
  ]);
  return Object.freeze({
    dataDir,
    host,
    profile: o.profile ?? 'demonstration',
    quiet: o.quiet ?? false,
    without: new Set(o.without ?? readNames('YIMEN_WITHOUT', env)),
    addresses: Object.freeze(Object.fromEntries(entries)),
  });
}

type AddressSource = { env: NodeJS.ProcessEnv; host: string; dataDir: string; port: number | undefined };

function address(name: ProgramName, { env, host, dataDir, port: free }: AddressSource): ProgramAddress {
  const { variable, port: documented } = programs[name];
  const port = free ?? readPort(`YIMEN_${variable}_PORT`, env) ?? documented;
  return {
    port,
    publicUrl: readUrl(`YIMEN_${variable}_URL`, env) ?? `http://localhost:${port}`,
    localUrl: `http://${localName(host)}:${port}`,
    databaseUrl: env[`YIMEN_${variable}_DATABASE_URL`] ?? `sqlite:${join(dataDir, `${name}.db`)}`,
  };
}

// A program that listens on every address is asked on this machine's own.
function localName(host: string): string {
  if (host === '0.0.0.0' || host === '::') return '127.0.0.1';
  return host.includes(':') ? `[${host}]` : host;
}

function readPort(name: string, env: NodeJS.ProcessEnv): number | undefined {
  const text = env[name];
  if (text === undefined) return undefined;
  const port = Number(text);
  if (Number.isInteger(port) && port > 0 && port < 65_536) return port;
  throw new Error(`${name} must be a port number: ${text}`);
}

function readUrl(name: string, env: NodeJS.ProcessEnv): string | undefined {
  const text = env[name];
  if (text === undefined) return undefined;
  if (URL.canParse(text) && /^https?:$/.test(new URL(text).protocol) && new URL(text).pathname === '/') {
    return new URL(text).origin;
  }
  throw new Error(`${name} must be an http(s) address without a path: ${text}`);
}

function readNames(name: string, env: NodeJS.ProcessEnv): ProgramName[] {
  return (env[name] ?? '')
    .split(',')
    .filter(Boolean)
    .map((part) => {
      const found = programNames.find((program) => program === part.trim());
      if (found && found !== 'sso' && found !== 'portal') return found;
      throw new Error(`${name} must name services: ${part}`);
    });
}
