import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium } from '@playwright/test';
import { chromiumOptions } from '@yimen/portlet-tck/chromium';
import { measureLoads, type SignedIn } from './measure/measure-load.ts';
import { networksOf } from './measure/networks.ts';
import { quietMachine } from './measure/quiet-machine.ts';
import { reportTable, type Samples } from './measure/report.ts';
import { signInEverywhere } from './measure/sign-in.ts';
import { startBench, type Variant } from './start-bench.ts';

const root = fileURLToPath(new URL('../..', import.meta.url)).replace(/[/\\]$/, '');
const runs = Number(process.env.BENCH_RUNS ?? 7);
const counts = (process.env.BENCH_PORTLETS ?? '12,48').split(',').map(Number);
const only = process.env.BENCH_ONLY?.split(',');
const quietSeconds = Number(process.env.BENCH_QUIET_SECONDS ?? 5);
const networks = networksOf(process.env.BENCH_NETWORKS ?? 'loopback,office');
const env = { YIMEN_CHROMIUM: process.env.YIMEN_CHROMIUM ?? '/usr/bin/chromium' };

async function measureAll(pages: readonly Variant[], signedIn: SignedIn): Promise<Samples[]> {
  const variants = networks.flatMap((network) => pages.map((page) => ({ ...page, network })));
  const samples = variants.map(
    ({ name, count, network }): Samples => ({
      variant: name,
      network: network.name,
      count,
      cold: [],
      warm: [],
    }),
  );
  const browser = await chromium.launch(chromiumOptions(env));
  let noisy = 0;
  const quiet = async () => {
    if (!(await quietMachine(quietSeconds))) noisy++;
  };
  // Round 0 is thrown away: it compiles the servers' code. Interleaved: what disturbs the machine disturbs everyone.
  for (let round = 0; round <= runs; round++) {
    for (let turn = 0; turn < variants.length; turn++) {
      const at = (turn + round) % variants.length;
      const variant = variants[at];
      const sample = samples[at];
      if (!variant || !sample) continue;
      const { cold, warm } = await measureLoads(
        browser,
        signedIn,
        variant,
        round === 0 ? async () => undefined : quiet,
      );
      if (round === 0) continue;
      sample.cold.push(cold);
      sample.warm.push(warm);
    }
    process.stdout.write(`  round ${round} of ${runs}\n`);
  }
  await browser.close();
  if (noisy > 0)
    process.stdout.write(`  ${noisy} of ${runs * variants.length * 2} loads began on a busy machine\n`);
  return samples;
}

const bench = await startBench({ root, counts });
try {
  const variants = bench.variants.filter(({ name }) => !only || only.includes(name));
  const signedIn = await signInEverywhere(env, bench);
  const samples = await measureAll(variants, signedIn);
  process.stdout.write(`\n${bench.about.join('\n')}\n\n${reportTable(samples)}\n`);
  const folder = join(root, '.cache', 'bench');
  mkdirSync(folder, { recursive: true });
  writeFileSync(
    join(folder, 'pages.json'),
    JSON.stringify({ at: new Date().toISOString(), runs, samples }, null, 2),
  );
} finally {
  await bench.stop();
}
