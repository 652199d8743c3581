import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { Readable } from 'node:stream';
import { openDatabase } from '@yimen/database';
import { createLog } from '@yimen/service-kit';
import { createApp, migrations, type SsoApp, type SsoDatabase, ssoConfigSchema } from '../app.ts';
import { checkImport } from '../imports/check-import.ts';
import { importTopic } from '../imports/import-worker.ts';

/** An import of 100,000 people, and whether a wrong password takes as long for a name that nobody has. */
const people = Number(process.env.BENCH_PEOPLE ?? 100_000);
const pairs = Number(process.env.BENCH_PAIRS ?? 200);
const surnames = [...'王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗'];
const given = [...'伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英华文辉力建国庆'];

function* rows(): Generator<string> {
  yield '人员编号,用户名,姓名,英文姓名,角色,手机,邮箱\n';
  for (let index = 0; index < people; index++) {
    const name = [surnames[index % 20], given[index % 31], given[(index * 7) % 31]].join('');
    yield `b${index},bench${index},${name},Bench ${index},,1000${String(index).padStart(7, '0')},bench${index}@shifan.example\n`;
  }
}

async function importPeople({ services, settlePeople }: SsoApp, label: string): Promise<void> {
  const delay = monitorEventLoopDelay({ resolution: 10 });
  let peak = 0;
  const watch = setInterval(() => {
    peak = Math.max(peak, process.memoryUsage.rss());
  }, 50);
  const started = performance.now();
  const asked = { kind: 'people' as const, fileName: null, by: null };
  const batch = await checkImport(services, {
    ...asked,
    stream: Readable.from(rows()).map((row) => Buffer.from(row)),
  });
  const checked = performance.now();
  delay.enable();
  const move = { id: batch.id, from: 'checked' as const, state: 'committing' as const };
  await services.db.transaction((trx) => services.imports.move(trx, move));
  await services.db.bus.publish(importTopic);
  for (;;) {
    const { state } = (await services.imports.find(batch.id)) ?? {};
    if (state === 'committed') break;
    if (state === 'failed') throw new Error('the import failed');
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  const committed = performance.now();
  const standstill = delay.max / 1e9;
  await settlePeople();
  const indexed = performance.now();
  clearInterval(watch);
  const seconds = (from: number, to: number) => `${((to - from) / 1000).toFixed(1)} s`;
  console.log(
    `  ${label}: dry run ${seconds(started, checked)}, commit ${seconds(checked, committed)} (longest standstill ${standstill.toFixed(1)} s), searchable after ${seconds(committed, indexed)} more; ${JSON.stringify(batch.counts_json)}; memory at most ${Math.round(peak / 1e6)} MB`,
  );
}

const median = (values: number[]) =>
  values.sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;

/** Alternating, so that whatever disturbs the machine disturbs both. */
async function compareNames({ services }: SsoApp): Promise<void> {
  const times: Record<'known' | 'unknown', number[]> = { known: [], unknown: [] };
  const passwordHash = await services.hasher.hash('Bench-secret-1');
  await services.db.transaction(async (trx) => {
    await services.credentials.addMissing(
      trx,
      Array.from({ length: pairs }, (_, index) => ({ sub: `b${index}`, passwordHash })),
    );
  });
  for (let index = 0; index < pairs; index++) {
    for (const [kind, username] of [
      ['known', `bench${index}`],
      ['unknown', `nobody${index}`],
    ] as const) {
      const from = performance.now();
      const attempt = {
        username,
        password: 'wrong',
        ip: `10.0.${index >> 8}.${index & 255}`,
        device: undefined,
      };
      const { outcome } = await services.authenticate(attempt);
      if (outcome !== 'wrong') throw new Error(`${username}: ${outcome}`);
      times[kind].push(performance.now() - from);
    }
  }
  const [known, unknown] = [median(times.known), median(times.unknown)];
  console.log(
    `  wrong password, p50 of ${pairs}: known name ${known.toFixed(2)} ms, unknown name ${unknown.toFixed(2)} ms, difference ${Math.abs(known - unknown).toFixed(2)} ms`,
  );
}

const directory = mkdtempSync(join(tmpdir(), 'yimen-bench-'));
const url = process.env.BENCH_DATABASE_URL ?? `sqlite:${join(directory, 'sso.db')}`;
const db = await openDatabase<SsoDatabase>({ url, migrations });
try {
  const secret = Buffer.alloc(32, 5).toString('base64url');
  const config = ssoConfigSchema.parse({ databaseUrl: url, secret });
  const program = await createApp({ config, db, log: createLog({ category: 'bench', level: 'error' }) });
  console.log(`accounts, ${people} people`);
  await importPeople(program, 'first import');
  await importPeople(program, 'the same file again');
  await compareNames(program);
  await program.close();
} finally {
  await db.close();
  rmSync(directory, { recursive: true, force: true });
}
