import type { Profile, YimenOptions } from '../settings/launch-settings.ts';
import { startYimen, type Yimen } from '../start-yimen.ts';
import { runConformance } from './run-conformance.ts';
import { usage } from './usage.ts';
import { welcome } from './welcome.ts';

/** Ctrl-C reaches a program started by npm more than once; within this time it is one wish. */
const SAME_WISH_MS = 1_500;

/** npm start: runs until it is told to end. */
export async function runStart(
  env: NodeJS.ProcessEnv,
  given: { profile?: string; 'data-dir'?: string; ports?: string },
): Promise<number> {
  const profile = oneOf(given.profile ?? env.YIMEN_PROFILE ?? 'demonstration', [
    'demonstration',
    'empty',
    'conformance',
  ]);
  if (profile === 'conformance') return runConformance(env);
  const ports = oneOf(given.ports ?? env.YIMEN_PORTS ?? 'fixed', ['fixed', 'free']);
  const dataDir = given['data-dir'];
  const options: YimenOptions = { profile: profile as Profile, ports: ports as 'fixed' | 'free', env };
  const wish = endWish();
  process.stdout.write('正在启动一门 / Starting Yimen\n');
  const yimen = await startYimen({ ...options, ...(dataDir !== undefined && { dataDir }) });
  process.stdout.write(`\n${welcome(yimen)}\n`);
  await wish;
  return await end(yimen);
}

async function end(yimen: Yimen): Promise<number> {
  process.stdout.write('\n正在停止 / Stopping …\n');
  await yimen.stop();
  process.stdout.write('已停止 / Stopped\n');
  return 0;
}

/** Resolves at the first signal; a later one, clearly meant again, ends the launcher at once. */
function endWish(): Promise<void> {
  return new Promise((resolve) => {
    let firstAt: number | undefined;
    const onSignal = () => {
      firstAt ??= Date.now();
      if (Date.now() - firstAt > SAME_WISH_MS) process.exit(130);
      resolve();
    };
    process.on('SIGINT', onSignal);
    process.on('SIGTERM', onSignal);
    process.on('SIGHUP', onSignal);
  });
}

function oneOf(value: string, allowed: string[]): string {
  if (allowed.includes(value)) return value;
  throw new Error(`${value}: ${allowed.join(' | ')}\n${usage}`);
}
