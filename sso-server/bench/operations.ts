import { join } from 'node:path';
import { createHttpClient, type HttpClient } from './http-client.ts';
import { cpuMs, describeSamples, measure, type Sample } from './measure.ts';
import type { PostgresCluster } from './postgres-cluster.ts';
import { createScenarios, prepare, scenarioNames, signIn } from './scenarios.ts';
import { spike } from './spike.ts';
import { type Subject, startSubject } from './subject.ts';

const lanes = 16;
const rounds = Number(process.env.BENCH_ROUNDS ?? 3);
const roundMs = Number(process.env.BENCH_ROUND_MS ?? 1_000);
/** Before anything counts: a server runs for months, and V8 needs thousands of requests to compile what is hot. */
const warmMs = Number(process.env.BENCH_WARM_MS ?? 4_000);
/** No round begins after this; a busy machine prints what it has. */
const roundsWithinMs = Number(process.env.BENCH_ROUNDS_MS ?? 150_000);
const sessions = Number(process.env.BENCH_SESSIONS ?? 10_000);
const sessionsWithinMs = Number(process.env.BENCH_SESSIONS_MS ?? 90_000);
const spikeConnections = 200;
const spikePeople = Number(process.env.BENCH_SPIKE_PEOPLE ?? 300);
const spikeSeconds = Number(process.env.BENCH_SPIKE_SECONDS ?? spikePeople / 10);

/** Operations per second and core that the embedded database has to reach, Argon2 aside (but for the first). */
const targets: Record<string, number> = {
  'full sign-in': 450,
  'silent sign-in': 800,
  refresh: 1500,
  'client credentials': 4500,
  introspection: 5000,
};
const targetWithArgon2 = 55;
const targetMemoryMb = 300;
const targetRatio = 1.5;

type Kind = 'embedded' | 'argon2' | 'postgres' | 'bare' | 'other';
type Measured = Map<string, Sample[]>;
type Contender = {
  kind: Kind;
  subject: Subject;
  http: HttpClient;
  measured: Measured;
  databaseCpu?: (() => number) | undefined;
};

type Options = {
  directory: string;
  postgres: PostgresCluster | undefined;
  say: (line: string) => void;
  /** Scenarios by name, `memory`, `spike`; all when left out. */
  only: string[] | undefined;
};

const serverScript = 'bench-server.ts';

async function start({ directory, postgres, only }: Options): Promise<Contender[]> {
  const file = (name: string) => `sqlite:${join(directory, `${name}.db`)}`;
  const other = process.env.BENCH_AGAINST;
  const wanted: { kind: Kind; script: string; args: string[]; from?: string | undefined }[] = [
    { kind: 'embedded', script: serverScript, args: [file('aside'), 'without-argon2'] },
    { kind: 'bare', script: 'bare-server.ts', args: [] },
  ];
  if (!only || only.includes('spike'))
    wanted.push({ kind: 'argon2', script: serverScript, args: [file('argon2'), 'argon2'] });
  if (postgres) {
    wanted.push({ kind: 'postgres', script: serverScript, args: [postgres.url, 'without-argon2'] });
  }
  if (other) {
    const args = [file('other'), 'without-argon2'];
    wanted.push({ kind: 'other', script: serverScript, args, from: other });
  }
  const started: Contender[] = [];
  try {
    for (const { kind, ...how } of wanted) {
      const subject = await startSubject({ name: kind, ...how });
      const http = createHttpClient(lanes);
      started.push({
        ...{ kind, subject, http, measured: new Map() },
        databaseCpu: kind === 'postgres' ? postgres?.cpu : undefined,
      });
      if (kind !== 'bare') await prepare(http, subject);
    }
  } catch (error) {
    await stop(started);
    throw error;
  }
  return started;
}

async function stop(contenders: Contender[]): Promise<void> {
  for (const { subject, http } of contenders) {
    http.close();
    await subject.stop();
  }
}

/** One scenario after the other, and of each all contenders: what disturbs the machine disturbs all of them. */
async function round(contenders: Contender[], o: { only: string[] | undefined; ms: number; keep: boolean }) {
  for (const name of scenarioNames.filter((name) => !o.only || o.only.includes(name))) {
    for (const { kind, subject, http, measured, databaseCpu } of contenders) {
      if (kind === 'argon2' && name !== 'full sign-in') continue;
      // The library alone refuses these.
      if (kind === 'bare' && name === 'introspection, signed token') continue;
      const scenario = (await createScenarios(http, subject.url, lanes))[name];
      const sample = await measure({ scenario, subject, lanes, roundMs: o.ms, databaseCpu });
      if (o.keep) measured.set(name, [...(measured.get(name) ?? []), sample]);
    }
  }
}

const titles: Record<Kind, string> = {
  embedded: 'embedded database, Argon2 aside',
  argon2: 'embedded database, Argon2id',
  postgres: 'PostgreSQL, Argon2 aside',
  bare: 'oidc-provider alone: memory adapter, no password, no audit',
  other: `the checkout of BENCH_AGAINST, embedded database, Argon2 aside`,
};

const verdict = (isReached: boolean) => (isReached ? 'reached' : 'MISSED');

function report(contenders: Contender[], say: Options['say']): void {
  const bare = contenders.find(({ kind }) => kind === 'bare')?.measured;
  for (const { kind, measured } of contenders.filter((one) => one.measured.size > 0)) {
    say(` ${titles[kind]}`);
    for (const [name, samples] of measured) {
      const target = kind === 'embedded' ? targets[name] : kind === 'argon2' ? targetWithArgon2 : undefined;
      const beside = kind === 'bare' ? undefined : bare?.get(name);
      const ratio = beside && kind !== 'argon2' ? cpuMs(samples) / cpuMs(beside) : undefined;
      const notes = [
        describeSamples(name, samples),
        target === undefined ? '' : `target ${target}: ${verdict(1000 / cpuMs(samples) >= target)}`,
        ratio === undefined ? '' : `${ratio.toFixed(2)}x of the library alone`,
        ratio === undefined || kind !== 'embedded'
          ? ''
          : `(target ${targetRatio}: ${verdict(ratio <= targetRatio)})`,
      ];
      say(`  ${notes.filter(Boolean).join('  ')}`);
    }
  }
}

function reportArgon2(contenders: Contender[], say: Options['say']): void {
  const [whole, rest] = (['argon2', 'embedded'] as const).map((kind) =>
    contenders.find((contender) => contender.kind === kind)?.measured.get('full sign-in'),
  );
  if (!whole || !rest) return;
  const share = 1 - cpuMs(rest) / cpuMs(whole);
  say(` Argon2id takes ${(100 * share).toFixed(0)} % of the CPU of a full sign-in`);
}

/** Real sign-ins until so many sessions are open, within a time; the memory of a server that has just worked. */
async function benchMemory({ subject, http, kind }: Contender, say: Options['say']): Promise<void> {
  const started = performance.now();
  let opened = 0;
  await Promise.all(
    Array.from({ length: lanes }, async (_, lane) => {
      for (let turn = lane; turn < sessions; turn += lanes) {
        if (performance.now() - started > sessionsWithinMs) return;
        await signIn(http, subject.url, `user${turn % 50}`);
        opened += 1;
      }
    }),
  );
  const { rss, heapUsed } = (await subject.usage()).memory;
  const mb = Math.round(rss / 1e6);
  say(
    ` memory, ${titles[kind]}: ${mb} MB (heap in use ${Math.round(heapUsed / 1e6)} MB) with ${opened} sessions and those of the rounds; target ${targetMemoryMb}: ${verdict(mb <= targetMemoryMb)}`,
  );
}

export async function benchOperations(o: Options): Promise<{ errors: number }> {
  const { say, only } = o;
  say(
    `sso-server, ${lanes} connections, medians of ${rounds} interleaved rounds of ${roundMs} ms after ${warmMs} ms of each; durable and audited; CPU of the server process per operation`,
  );
  const isWanted = (section: string) => !only || only.includes(section);
  const contenders = await start(o);
  try {
    await round(contenders, { only, ms: warmMs, keep: false });
    const started = performance.now();
    for (let turn = 0; turn < rounds; turn++) {
      await round(contenders, { only, ms: roundMs, keep: true });
      if (performance.now() - started < roundsWithinMs) continue;
      say(` stopped after ${turn + 1} of ${rounds} rounds: the machine is busy`);
      break;
    }
    report(contenders, say);
    reportArgon2(contenders, say);
    const find = (kind: Kind) => contenders.find((contender) => contender.kind === kind);
    const [embedded, argon2] = [find('embedded'), find('argon2')];
    if (embedded && isWanted('memory')) await benchMemory(embedded, say);
    if (!argon2 || !isWanted('spike')) return { errors: 0 };
    say(' 08:30, embedded database, Argon2id');
    const http = createHttpClient(spikeConnections);
    const outcome = await spike({ ...argon2, http, people: spikePeople, seconds: spikeSeconds, say });
    http.close();
    return outcome;
  } finally {
    await stop(contenders);
  }
}
