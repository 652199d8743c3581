import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { benchAudit } from './audit-search.ts';
import { benchOperations } from './operations.ts';
import { startPostgres } from './postgres-cluster.ts';

const only = process.env.BENCH_ONLY?.split(',');
const say = (line: string) => console.log(line);
const directory = mkdtempSync(join(tmpdir(), 'yimen-bench-'));
const postgres = only ? undefined : await startPostgres(directory);
try {
  if (!only && !postgres) say('PostgreSQL is not installed: the embedded database only');
  const { errors } = await benchOperations({ directory, postgres, say, only });
  if (errors > 0) process.exitCode = 1;
  if (!only) {
    const rows = Number(process.env.BENCH_AUDIT_ROWS ?? 1_000_000);
    say(`audit trail of ${rows} rows, embedded database`);
    await benchAudit({ url: `sqlite:${join(directory, 'audit.db')}`, rows, say });
  }
} finally {
  await postgres?.stop();
  rmSync(directory, { recursive: true, force: true });
}
