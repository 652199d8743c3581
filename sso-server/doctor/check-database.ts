import { statfs } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { DatabaseInspection } from '@yimen/database';
import { migrations } from '../migrations/index.ts';
import { type Finding, failure, ok, warning } from './finding.ts';

const slowMs = 50;
const gigabyte = 1024 ** 3;

/** Whether the database answers in time, keeps what it acknowledges, is up to date and has room. */
export async function checkDatabase(db: DatabaseInspection): Promise<Finding[]> {
  return [await checkLatency(db), await checkDurability(db), await checkMigrations(db), await checkDisk(db)];
}

async function checkLatency(db: DatabaseInspection): Promise<Finding> {
  const times: number[] = [];
  for (let i = 0; i < 5; i++) times.push(await db.latency());
  const median = Math.round((times.sort((a, b) => a - b)[2] ?? 0) * 10) / 10;
  if (median < slowMs)
    return ok('database', `数据库可用，应答 ${median} 毫秒`, `The database answers in ${median} ms`);
  return warning(
    'database',
    [`数据库应答较慢：${median} 毫秒`, `The database is slow: ${median} ms`],
    ['请检查数据库服务器和网络的负载', 'Look at the load of the database server and of the network'],
  );
}

/** I8: every acknowledged write survives a crash, if the engine is set so. */
async function checkDurability(db: DatabaseInspection): Promise<Finding> {
  if (db.dialect === 'sqlite') {
    const [row] = await db.rows('pragma journal_mode');
    const mode = String(row?.journal_mode);
    return mode === 'wal'
      ? ok(
          'durability',
          '内置数据库：WAL，每次提交都落盘（synchronous=FULL）',
          'Embedded database: WAL, synced at every commit',
        )
      : failure(
          'durability',
          [
            `内置数据库的日志模式是 ${mode}，应为 wal`,
            `The journal mode of the embedded database is ${mode}, not wal`,
          ],
          [
            '请停止所有程序后重新启动 sso-server，它会设回 wal',
            'Stop all programs and start the sso-server again: it sets wal',
          ],
        );
  }
  const names = ['fsync', 'synchronous_commit', 'full_page_writes'];
  const rows = await db.rows(
    `select name, setting from pg_settings where name in ('fsync', 'synchronous_commit', 'full_page_writes')`,
  );
  const off = names.filter((name) => rows.some((row) => row.name === name && row.setting === 'off'));
  if (off.length === 0) return ok('durability', 'PostgreSQL 每次提交都落盘', 'PostgreSQL syncs every commit');
  return failure(
    'durability',
    [
      `PostgreSQL 关闭了 ${off.join('、')}：断电会丢失已确认的数据`,
      `PostgreSQL has ${off.join(', ')} off: a power cut loses acknowledged data`,
    ],
    [`请在 postgresql.conf 中打开 ${off.join('、')}`, `Switch ${off.join(', ')} on in postgresql.conf`],
  );
}

async function checkMigrations(db: DatabaseInspection): Promise<Finding> {
  const rows = await db.rows('select name from kysely_migration');
  const applied = new Set(rows.map((row) => String(row.name)));
  const known = Object.keys(migrations);
  const missing = known.filter((name) => !applied.has(name));
  const newer = [...applied].filter((name) => !known.includes(name));
  if (newer.length > 0) {
    return failure(
      'migrations',
      [
        `数据库比本程序新：${newer.join('、')}`,
        `The database is newer than this program: ${newer.join(', ')}`,
      ],
      ['请使用新版本的程序', 'Run the newer version of the program'],
    );
  }
  if (missing.length === 0)
    return ok(
      'migrations',
      `数据库结构是最新的（${known.length} 项）`,
      `The schema is up to date (${known.length} migrations)`,
    );
  return warning(
    'migrations',
    [`有 ${missing.length} 项数据库变更尚未执行`, `${missing.length} migrations have not run yet`],
    ['启动本版本的 sso-server 时会自动执行', 'They run when this version of the sso-server starts'],
  );
}

async function checkDisk(db: DatabaseInspection): Promise<Finding> {
  const { bavail, bsize } = await statfs(db.file === undefined ? '.' : dirname(db.file));
  const free = Math.round((bavail * bsize * 10) / gigabyte) / 10;
  if (free >= 2) return ok('disk', `磁盘剩余 ${free} GB`, `${free} GB of disk left`);
  const make = free < 0.5 ? failure : warning;
  return make(
    'disk',
    [`磁盘只剩 ${free} GB`, `Only ${free} GB of disk left`],
    [
      '请清理或扩容：写满后无法登录，也无法记录审计',
      'Make room: when it is full nobody can sign in and nothing is audited',
    ],
  );
}
