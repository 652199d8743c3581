import type { Scenario } from './scenarios.ts';
import type { Subject } from './subject.ts';

export type Sample = { perSecond: number; p95: number; cpuMs: number; databaseMs: number };

export const median = (values: number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;

export const percentile = (values: number[], share: number): number =>
  values.toSorted((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * share))] ??
  Number.NaN;

const cpuOf = ({ user, system }: NodeJS.CpuUsage) => (user + system) / 1000;

/** As many lanes as connections, each one operation after the other, for the time of a round. */
export async function measure(o: {
  scenario: Scenario;
  subject: Subject;
  lanes: number;
  roundMs: number;
  /** CPU milliseconds of a database that is a program of its own. */
  databaseCpu?: (() => number) | undefined;
}): Promise<Sample> {
  const databaseCpu = o.databaseCpu ?? (() => 0);
  const before = (await o.subject.usage()).cpu;
  const databaseBefore = databaseCpu();
  const started = performance.now();
  const times: number[] = [];
  await Promise.all(
    Array.from({ length: o.lanes }, async (_, lane) => {
      for (let turn = lane; performance.now() - started < o.roundMs; turn += o.lanes) {
        const from = performance.now();
        await o.scenario(turn);
        times.push(performance.now() - from);
      }
    }),
  );
  const seconds = (performance.now() - started) / 1000;
  const after = (await o.subject.usage()).cpu;
  return {
    perSecond: times.length / seconds,
    p95: percentile(times, 0.95),
    cpuMs: (cpuOf(after) - cpuOf(before)) / times.length,
    databaseMs: (databaseCpu() - databaseBefore) / times.length,
  };
}

/** Operations per second that each core is good for in a round. */
export const cpuMs = (samples: Sample[]): number => median(samples.map((sample) => sample.cpuMs));

export function describeSamples(name: string, samples: Sample[]): string {
  const cpu = cpuMs(samples);
  const database = median(samples.map(({ databaseMs }) => databaseMs));
  return [
    name.padEnd(28),
    `${median(samples.map(({ perSecond }) => perSecond)).toFixed(0)}/s`.padStart(7),
    `p95 ${median(samples.map(({ p95 }) => p95)).toFixed(1)} ms`.padStart(13),
    `CPU ${cpu.toFixed(3)} ms`.padStart(13),
    `${(1000 / cpu).toFixed(0)}/s per core`.padStart(15),
    ...(database > 0 ? [`+ ${database.toFixed(3)} ms PostgreSQL`] : []),
  ].join('  ');
}
