import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { addRelease, newestRelease } from '@yimen/npm-packages';
import { buildAll } from './build/build-all.ts';
import { LAUNCHER_SCOPE } from './connect/bootstrap-client.ts';
import { connectServices } from './connect/connect-services.ts';
import { connectSignIn } from './connect/connect-sign-in.ts';
import { jsonClient } from './connect/json-client.ts';
import { LAUNCHER_ID, startWithClient } from './connect/launcher-client.ts';
import { publishPortlets } from './connect/publish-portlets.ts';
import { PUBLISHER_ID } from './connect/publisher-id.ts';
import { registerPublisherKey, signingKeyFile } from './connect/publisher-key.ts';
import { loadDemonstration } from './demonstration/load-demonstration.ts';
import { root } from './paths.ts';
import { type SupervisedProgram, superviseProgram } from './processes/supervised-program.ts';
import { nodeOptionsOf, type ProgramName, programNames, programs } from './programs.ts';
import { checkPorts } from './settings/check-ports.ts';
import { type LaunchSettings, launchSettings, type YimenOptions } from './settings/launch-settings.ts';
import { programEnvironment } from './settings/program-environment.ts';
import { openSecrets, type Secrets } from './settings/secrets.ts';

/** A running Yimen: all programs, connected, with their data. */
export type Yimen = {
  /** Public address of every running program. */
  urls: Readonly<Record<ProgramName, string>>;
  settings: LaunchSettings;
  /** Ends every program in order, each after draining. Calling it twice is safe. */
  stop(): Promise<void>;
  /** Stops a program, draining, and starts it again; also brings back one that was killed. */
  restart(name: ProgramName): Promise<void>;
  /** Ends a program the hard way and leaves it down until `restart`. */
  kill(name: ProgramName, signal?: NodeJS.Signals): Promise<void>;
  /** Process id, for a test that lets the supervisor find out by itself. */
  pid(name: ProgramName): number | undefined;
  /** The secret of a client at the sso-server, for tests that call an API as a vendor or system does. */
  clientSecret(clientId: string): string;
  /** File of the key that the publisher of what comes with Yimen signs with, for tests that publish in its name. */
  signingKeyFile: string;
};

type Parts = {
  settings: LaunchSettings;
  secrets: Secrets;
  env: NodeJS.ProcessEnv;
  say: (line: string) => void;
  running: Map<ProgramName, SupervisedProgram>;
};

/**
 * Starts every program, connects them, publishes the portlets and loads the profile's data. Nothing that is there
 * already is loaded again. Programs that die are started again.
 *
 * @throws when a part cannot start; what was started is stopped again
 */
export async function startYimen(o: YimenOptions & { say?: (line: string) => void } = {}): Promise<Yimen> {
  const settings = await launchSettings({ env: process.env, ...o });
  const env = o.env ?? process.env;
  const say = settings.quiet
    ? () => undefined
    : (o.say ?? ((line) => void process.stdout.write(`${line}\n`)));
  mkdirSync(settings.dataDir, { recursive: true, mode: 0o700 });
  const parts: Parts = { settings, env, say, secrets: openSecrets(settings.dataDir), running: new Map() };
  try {
    await buildAll({ say: (line) => say(`  ${line}`), without: settings.without });
    offerPackages(settings);
    await checkPorts(settings);
    await startAll(parts);
  } catch (error) {
    await stopAll(parts);
    throw error;
  }
  return present(parts);
}

/** The portal offers them from the data directory, where those of earlier checkouts stay for who installed them. */
function offerPackages({ dataDir }: LaunchSettings): void {
  const built = join(root, 'packages/npm-packages/dist');
  addRelease(join(built, newestRelease(built)), join(dataDir, 'npm'));
}

async function startAll(parts: Parts): Promise<void> {
  const { settings, secrets, env, say, running } = parts;
  const sso = supervise(parts, 'sso');
  running.set('sso', sso);
  const issuer = settings.addresses.sso.publicUrl;
  const tokens = await startWithClient({ sso, issuer, secrets, env: environmentOf(parts, 'sso') });
  say(`  ✓ ${programs.sso.title['zh-CN']} ${issuer}`);
  const send = (name: ProgramName, scope: string) =>
    jsonClient(tokens({ audience: programs[name].audience, scope }));
  await connectSignIn({ settings, secrets, send: send('sso', LAUNCHER_SCOPE), launcherId: LAUNCHER_ID });
  // None of them needs another one to become ready.
  await Promise.all(programNames.filter((name) => name !== 'sso').map((name) => start(parts, name)));
  const names = new Set(running.keys());
  if (names.has('portal')) {
    const admin = send('portal', 'portal:admin');
    await connectServices({ settings, running: names, send: admin });
    const keyFile = await registerPublisherKey({ settings, env, publisher: PUBLISHER_ID, send: admin });
    await publishPortlets({ settings, secrets, env, keyFile, say });
  }
  if (settings.profile === 'demonstration')
    await loadDemonstration({ settings, secrets, running: names, send, say });
}

async function start(parts: Parts, name: ProgramName): Promise<void> {
  if (parts.settings.without.has(name)) return;
  if (!existsSync(join(root, programs[name].entry)))
    return parts.say(`  – ${name}: ${programs[name].entry} is missing`);
  const program = supervise(parts, name);
  parts.running.set(name, program);
  await program.start();
  parts.say(`  ✓ ${programs[name].title['zh-CN']} ${parts.settings.addresses[name].publicUrl}`);
}

function supervise(parts: Parts, name: ProgramName): SupervisedProgram {
  const { settings, say } = parts;
  return superviseProgram({
    name,
    url: settings.addresses[name].localUrl,
    command: {
      entry: programs[name].entry,
      nodeOptions: nodeOptionsOf(name),
      env: environmentOf(parts, name),
      logFile: join(settings.dataDir, 'logs', `${name}.log`),
    },
    report: (event, detail) => say(`  ! ${new Date().toISOString()} ${name} ${event}: ${detail}`),
  });
}

function environmentOf({ settings, secrets, env }: Parts, name: ProgramName): Record<string, string> {
  return programEnvironment(name, { settings, secrets, env });
}

// The portal first: it closes the event streams of open pages. The sso-server last: the others end their sessions.
async function stopAll({ running }: Parts): Promise<void> {
  const { portal, sso } = Object.fromEntries(running);
  const services = [...running].filter(([name]) => name !== 'portal' && name !== 'sso');
  await portal?.stop();
  await Promise.all(services.map(([, program]) => program.stop()));
  await sso?.stop();
}

function present(parts: Parts): Yimen {
  const { settings, running, secrets } = parts;
  const program = (name: ProgramName): SupervisedProgram => {
    const found = running.get(name);
    if (!found) throw new Error(`${name} was not started`);
    return found;
  };
  let stopping: Promise<void> | undefined;
  const urls = Object.fromEntries(programNames.map((name) => [name, settings.addresses[name].publicUrl]));
  return {
    urls: urls as Record<ProgramName, string>,
    settings,
    stop() {
      stopping ??= stopAll(parts);
      return stopping;
    },
    restart: (name) => program(name).restart(),
    kill: (name, signal = 'SIGKILL') => program(name).kill(signal),
    pid: (name) => program(name).pid,
    clientSecret: (clientId) => secrets.ofClient(clientId),
    signingKeyFile: signingKeyFile(settings.dataDir, PUBLISHER_ID),
  };
}
