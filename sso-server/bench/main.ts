import { type ChildProcess, fork } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { benchAudit } from './audit-search.ts';
import { createHttpClient } from './http-client.ts';
import { createScenarios, prepare, type Scenario } from './scenarios.ts';

const lanes = 16;
const rounds = Number(process.env.BENCH_ROUNDS ?? 5);
const roundMs = Number(process.env.BENCH_ROUND_MS ?? 2_000);

type Sample = { perSecond: number; p95: number; cpuMs: number };
type Usage = { cpu: NodeJS.CpuUsage; rss: number };

const median = (values: number[]) =>
  values.sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;

function message<T>(child: ChildProcess): Promise<T> {
  return new Promise((resolve, reject) => {
    const ended = (code: number | null) => reject(new Error(`the server ended with ${code}`));
    child.once('exit', ended);
    child.once('message', (value) => {
      child.off('exit', ended);
      resolve(value as T);
    });
  });
}

function usage(child: ChildProcess): Promise<Usage> {
  const answer = message<Usage>(child);
  child.send('cpu');
  return answer;
}

/** As many lanes as connections, each one operation after the other, for the time of a round. */
async function measure(scenario: Scenario, child: ChildProcess): Promise<Sample> {
  const before = await usage(child);
  const started = performance.now();
  const times: number[] = [];
  await Promise.all(
    Array.from({ length: lanes }, async (_, lane) => {
      for (let turn = lane; performance.now() - started < roundMs; turn += lanes) {
        const from = performance.now();
        await scenario.run(turn);
        times.push(performance.now() - from);
      }
    }),
  );
  const seconds = (performance.now() - started) / 1000;
  const after = await usage(child);
  const cpu = (after.cpu.user + after.cpu.system - before.cpu.user - before.cpu.system) / 1000;
  times.sort((a, b) => a - b);
  return {
    perSecond: times.length / seconds,
    p95: times[Math.floor(times.length * 0.95)] ?? Number.NaN,
    cpuMs: cpu / times.length,
  };
}

async function benchServer(label: string, hasher: string, only: string | undefined): Promise<void> {
  const directory = mkdtempSync(join(tmpdir(), 'yimen-bench-'));
  const databaseUrl = process.env.BENCH_DATABASE_URL ?? `sqlite:${join(directory, 'sso.db')}`;
  const child = fork(fileURLToPath(new URL('./bench-server.ts', import.meta.url)), [databaseUrl, hasher]);
  try {
    const { ready, secret } = await message<{ ready: string; secret: string }>(child);
    const http = createHttpClient(lanes);
    const target = { url: ready, adminSecret: secret };
    await prepare(http, target);
    const scenarios = (await createScenarios(http, target, lanes)).filter(
      ({ name }) => !only || name === only,
    );
    const samples = new Map(scenarios.map(({ name }): [string, Sample[]] => [name, []]));
    for (const scenario of scenarios) await measure(scenario, child);
    // Interleaved: what disturbs the machine disturbs all of them.
    for (let round = 0; round < rounds; round++) {
      for (const scenario of scenarios) samples.get(scenario.name)?.push(await measure(scenario, child));
    }
    for (const [name, of] of samples) print(`${name}${label}`, of);
    console.log(`  server memory: ${Math.round((await usage(child)).rss / 1e6)} MB`);
    http.close();
    child.send('stop');
    await new Promise((resolve) => child.once('exit', resolve));
  } finally {
    child.kill();
    rmSync(directory, { recursive: true, force: true });
  }
}

function print(name: string, samples: Sample[]): void {
  const cpu = median(samples.map(({ cpuMs }) => cpuMs));
  const cells = [
    name.padEnd(34),
    `${median(samples.map(({ perSecond }) => perSecond)).toFixed(0)}/s`.padStart(8),
    `p95 ${median(samples.map(({ p95 }) => p95)).toFixed(1)} ms`.padStart(14),
    `CPU ${cpu.toFixed(2)} ms`.padStart(13),
    `${(1000 / cpu).toFixed(0)}/s per core`.padStart(16),
  ];
  console.log(`  ${cells.join('  ')}`);
}

console.log(
  `sso-server, ${lanes} connections, medians of ${rounds} rounds of ${roundMs} ms; durable and audited`,
);
if (!process.env.BENCH_ONLY) await benchServer(' (Argon2id)', 'argon2', 'full sign-in');
await benchServer(' (Argon2 aside)', 'without-argon2', process.env.BENCH_ONLY);
if (!process.env.BENCH_ONLY) {
  const directory = mkdtempSync(join(tmpdir(), 'yimen-bench-audit-'));
  const rows = Number(process.env.BENCH_AUDIT_ROWS ?? 1_000_000);
  console.log(`audit trail of ${rows} rows, embedded database`);
  try {
    await benchAudit({ url: `sqlite:${join(directory, 'audit.db')}`, rows, say: console.log });
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}
