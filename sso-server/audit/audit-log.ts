import { type Database, prepareQuery } from '@yimen/database';
import type { Insertable, Transaction } from 'kysely';
import type { SsoDatabase } from '../database-schema.ts';
import type { AuditEvent } from './audit-event.ts';
import type { AuditMac } from './audit-mac.ts';
import { type ConcealName, createAuditNames } from './audit-names.ts';

export type { AuditEvent } from './audit-event.ts';

export type AuditLog = ReturnType<typeof createAuditLog>;

type Row = Insertable<SsoDatabase['audit_event']>;
type Waiting = { row: Row; done: () => void; failed: (error: unknown) => void };

/**
 * Append-only. Each promise resolves when its row is durable, or at once in a unit of work, which then waits for it. On
 * PostgreSQL the events of concurrent requests are written with one statement; SQLite's group commit needs no such help.
 */
export function createAuditLog(o: {
  db: Database<SsoDatabase>;
  now: () => number;
  mac: AuditMac;
  conceal: ConcealName;
}) {
  const { db, now, mac } = o;
  const named = createAuditNames(o);
  let waiting: Waiting[] = [];
  const observers: ((event: AuditEvent) => void)[] = [];

  const write = createWriter(db);

  async function writeAtOnce(row: Row): Promise<void> {
    await write([row]);
  }

  async function flush(): Promise<void> {
    const batch = waiting;
    waiting = [];
    try {
      await write(batch.map(({ row }) => row));
      for (const { done } of batch) done();
    } catch (error) {
      for (const { failed } of batch) failed(error);
    }
  }

  function toRow(event: AuditEvent): Row {
    const content = {
      at: now(),
      event: event.event,
      outcome: event.outcome,
      severity: event.severity ?? 'info',
      sub: event.sub ?? null,
      username: storable(event.username?.slice(0, 100)),
      client_id: storable(event.clientId?.slice(0, 100)),
      session_uid: event.sessionUid ?? null,
      ip: event.ip ?? null,
      user_agent: storable(event.userAgent?.slice(0, 400)),
      detail_json: event.detail ? storableDetail(event.detail) : null,
    };
    return { ...content, mac: mac.next(content) };
  }

  function append(event: AuditEvent): Promise<void> {
    if (db.dialect === 'sqlite') return writeAtOnce(toRow(event));
    return new Promise((done, failed) => {
      waiting.push({ row: toRow(event), done, failed });
      if (waiting.length === 1) setImmediate(() => void flush());
    });
  }

  return {
    /** For metrics: hears of every event that is recorded outside a transaction. */
    observe(observer: (event: AuditEvent) => void): void {
      observers.push(observer);
    },

    record(event: AuditEvent): Promise<void> {
      for (const observe of observers) observe(event);
      const complete = named(event);
      return complete instanceof Promise ? complete.then(append) : append(complete);
    },

    /** In the transaction of the change that it reports. */
    async recordIn(trx: Transaction<SsoDatabase>, event: AuditEvent): Promise<void> {
      await trx
        .insertInto('audit_event')
        .values(toRow(await named(event, trx)))
        .execute();
    },
  };
}

/** As every database gives it back: what a stranger typed may be no text at all, and the MAC is of what is read. */
function storable(text: string | null | undefined): string | null {
  return text === null || text === undefined ? null : text.toWellFormed().replaceAll('\0', '\ufffd');
}

function storableDetail(detail: Record<string, unknown>): Record<string, unknown> {
  const text = JSON.stringify(detail);
  // What cannot be stored is written with an escape; nearly nothing is.
  if (!text.includes('\\u')) return JSON.parse(text) as Record<string, unknown>;
  return JSON.parse(
    JSON.stringify(detail, (_key, value: unknown) => (typeof value === 'string' ? storable(value) : value)),
  ) as Record<string, unknown>;
}

/** Statements for so many rows are kept; more at once are rare. */
const keptStatements = 64;

const columns = [
  'at',
  'event',
  'outcome',
  'severity',
  'sub',
  'username',
  'client_id',
  'session_uid',
  'ip',
  'user_agent',
  'detail_json',
  'mac',
] as const satisfies (keyof Row)[];

/** Writes rows with one statement, which is compiled once for each number of rows. */
function createWriter({ query }: Database<SsoDatabase>): (rows: Row[]) => Promise<unknown> {
  const prepared = new Map<number, (values: Record<string, unknown>) => Promise<unknown>>();
  const prepare = (count: number) =>
    prepareQuery<Record<string, unknown>, unknown, SsoDatabase>(
      query,
      (of, value) =>
        of
          .insertInto('audit_event')
          .values(
            Array.from({ length: count }, (_, index) =>
              Object.fromEntries(columns.map((column) => [column, value[`${column} ${index}`]])),
            ) as Row[],
          ),
      { isEager: true },
    );
  const writeOne = prepareQuery<Record<string, unknown>, unknown, SsoDatabase>(
    query,
    (of, value) =>
      of
        .insertInto('audit_event')
        .values(Object.fromEntries(columns.map((column) => [column, value[column]])) as Row),
    { isEager: true },
  );
  return (rows) => {
    const [only] = rows;
    if (only && rows.length === 1) return writeOne(only);
    if (rows.length > keptStatements) return query.insertInto('audit_event').values(rows).execute();
    const write = prepared.get(rows.length) ?? prepare(rows.length);
    prepared.set(rows.length, write);
    return write(
      Object.fromEntries(
        rows.flatMap((row, index) => columns.map((column) => [`${column} ${index}`, row[column]])),
      ),
    );
  };
}
