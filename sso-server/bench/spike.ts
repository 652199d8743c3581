import { password } from './bench-client.ts';
import type { HttpClient } from './http-client.ts';
import { percentile } from './measure.ts';
import { preparePeople, signIn } from './scenarios.ts';
import type { Subject } from './subject.ts';

/**
 * 08:30: everybody signs in once, arriving by chance as people do and not one after the other. Nobody waits for
 * the one before, so a server that is too slow is seen to be.
 */
export async function spike(o: {
  subject: Subject;
  http: HttpClient;
  people: number;
  seconds: number;
  say: (line: string) => void;
}): Promise<{ errors: number }> {
  const { subject, http, people, seconds } = o;
  const subs = await preparePeople(http, subject, people);
  await subject.ask({ kind: 'passwords', subs, password });
  const before = await subject.usage();
  const times: number[] = [];
  const failures: unknown[] = [];
  const started = performance.now();
  const arrivals = subs.map(() => Math.random() * seconds * 1000);
  await Promise.all(
    subs.map(async (sub, index) => {
      await new Promise((resolve) => setTimeout(resolve, arrivals[index]));
      const from = performance.now();
      await signIn(http, subject.url, `spike-${sub}`).then(
        () => times.push(performance.now() - from),
        (error: unknown) => failures.push(error),
      );
    }),
  );
  const took = (performance.now() - started) / 1000;
  const after = await subject.usage();
  const cpu = (after.cpu.user + after.cpu.system - before.cpu.user - before.cpu.system) / 1e6;
  const at = (share: number) => `${percentile(times, share).toFixed(0)} ms`;
  o.say(
    `  ${people} people within ${seconds} s: ${times.length} signed in, ${failures.length} errors; median ${at(0.5)}, p95 ${at(0.95)}, longest ${at(1)}; ${took.toFixed(0)} s, ${cpu.toFixed(1)} s of CPU (${((100 * cpu) / took).toFixed(0)} % of a core)`,
  );
  for (const failure of failures.slice(0, 3)) o.say(`    ${String(failure)}`);
  return { errors: failures.length };
}
