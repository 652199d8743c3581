import { parseArgs } from 'node:util';
import { buildAll } from './build/build-all.ts';
import { makeFirstAdministrators } from './console/first-administrators.ts';
import { runStart } from './console/run-start.ts';
import { usage } from './console/usage.ts';
import { runCheckPortlets } from './testing/check-portlets.ts';
import { runBench } from './testing/run-bench.ts';
import { runBrowserTests, runTests } from './testing/run-tests.ts';

const [command = '', ...args] = process.argv.slice(2);

const commands: Record<string, () => Promise<number>> = {
  start: () => runStart(process.env, startOptions(args)),
  test: () => runTests(process.env),
  e2e: () => runBrowserTests(process.env, args),
  'check-portlets': () => runCheckPortlets(process.env, args),
  bench: () => runBench(process.env, args),
  'first-administrators': () => makeFirstAdministrators(process.env, administratorsOptions(args)),
  async build() {
    const say = (line: string) => void process.stdout.write(`${line}\n`);
    await buildAll({ say, force: args.includes('--force') });
    return 0;
  },
};

try {
  const run = commands[command];
  if (!run) throw new Error(usage);
  process.exitCode = await run();
} catch (error) {
  process.stderr.write(`\n${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}

function startOptions(given: string[]) {
  const { values } = parseArgs({
    args: given,
    options: { profile: { type: 'string' }, 'data-dir': { type: 'string' }, ports: { type: 'string' } },
  });
  return values;
}

function administratorsOptions(given: string[]) {
  const { values } = parseArgs({
    args: given,
    options: { 'data-dir': { type: 'string' } },
  });
  return values;
}
