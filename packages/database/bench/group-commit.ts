// Durable inserts per second with group commit against one COMMIT per statement, interleaved in one run.
// Run: node packages/database/bench/group-commit.ts [rounds]
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { columns, type Database, openDatabase } from '../src/index.ts';

type Tables = { event: { id: string; details_json: unknown; created_at: number } };
type Contender = { name: string; insert: (count: number) => Promise<void>; speeds: number[] };

const rounds = Number(process.argv[2] ?? 9);
const details = { person: '王芳', action: 'payment-approved', amount: 1_250_000 };
let serial = 0;

async function openEvents(file: string): Promise<Database<Tables>> {
  return openDatabase<Tables>({
    url: `sqlite:${file}`,
    migrations: {
      '20261123T1200-create-event': {
        async up(db) {
          await db.schema
            .createTable('event')
            .addColumn('id', columns.id(db), (column) => column.primaryKey())
            .addColumn('details_json', columns.json(db))
            .addColumn('created_at', columns.instant(db))
            .execute();
        },
      },
    },
  });
}

/** `writers` requests at once, each of which waits until its row is on disk before it writes the next. */
function throughDatabase(database: Database<Tables>, writers: number) {
  return async (count: number): Promise<void> => {
    let left = count;
    const write = async (): Promise<void> => {
      while (left-- > 0) {
        const event = { id: `e${serial++}`, details_json: details, created_at: Date.now() };
        await database.query.insertInto('event').values(event).execute();
      }
    };
    await Promise.all(Array.from({ length: writers }, write));
  };
}

/** What a program without group commit does: every statement is a transaction of its own. */
function throughNode(file: string) {
  const db = new DatabaseSync(file);
  db.exec('pragma journal_mode = wal');
  db.exec('pragma synchronous = full');
  db.exec('create table event (id text primary key, details_json text, created_at integer)');
  const statement = db.prepare('insert into event values (?, ?, ?)');
  return async (count: number): Promise<void> => {
    for (let index = 0; index < count; index++) {
      statement.run(`e${serial++}`, JSON.stringify(details), Date.now());
      await Promise.resolve();
    }
  };
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
}

async function measure(contender: Contender, count: number): Promise<void> {
  const started = performance.now();
  await contender.insert(count);
  contender.speeds.push(count / ((performance.now() - started) / 1_000));
}

const folder = mkdtempSync(join(tmpdir(), 'yimen-bench-'));
const database = await openEvents(join(folder, 'group.db'));
const contenders: Contender[] = [
  {
    name: 'one COMMIT per statement, node:sqlite directly',
    insert: throughNode(join(folder, 'node.db')),
    speeds: [],
  },
  { name: 'one COMMIT per statement, Kysely, 1 writer', insert: throughDatabase(database, 1), speeds: [] },
  { name: 'group commit, Kysely, 8 writers', insert: throughDatabase(database, 8), speeds: [] },
  { name: 'group commit, Kysely, 32 writers', insert: throughDatabase(database, 32), speeds: [] },
  { name: 'group commit, Kysely, 128 writers', insert: throughDatabase(database, 128), speeds: [] },
];

for (const contender of contenders) await contender.insert(500);
for (let round = 0; round < rounds; round++) {
  for (const contender of contenders) await measure(contender, 2_000);
}
const base = median(contenders[0]?.speeds ?? []);
console.log(`durable inserts per second, medians of ${rounds} interleaved rounds of 2000`);
for (const { name, speeds } of contenders) {
  const speed = median(speeds);
  console.log(`${speed.toFixed(0).padStart(8)}  ${(speed / base).toFixed(2).padStart(5)} x  ${name}`);
}
await database.close();
rmSync(folder, { recursive: true, force: true });
