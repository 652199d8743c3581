import type { Database } from '@yimen/database';
import type { Insertable, Transaction } from 'kysely';
import type { SsoDatabase } from '../database-schema.ts';
import type { AuditEvent } from './audit-event.ts';

export type { AuditEvent } from './audit-event.ts';

export type AuditLog = ReturnType<typeof createAuditLog>;

type Row = Insertable<SsoDatabase['audit_event']>;
type Waiting = { row: Row; done: () => void; failed: (error: unknown) => void };

/**
 * Append-only. Events of concurrent requests are written with one statement; each promise resolves when
 * its row is durable.
 */
export function createAuditLog({ db, now }: { db: Database<SsoDatabase>; now: () => number }) {
  let waiting: Waiting[] = [];

  async function flush(): Promise<void> {
    const batch = waiting;
    waiting = [];
    try {
      await db.query
        .insertInto('audit_event')
        .values(batch.map(({ row }) => row))
        .execute();
      for (const { done } of batch) done();
    } catch (error) {
      for (const { failed } of batch) failed(error);
    }
  }

  function toRow(event: AuditEvent): Row {
    return {
      at: now(),
      event: event.event,
      outcome: event.outcome,
      severity: event.severity ?? 'info',
      sub: event.sub ?? null,
      username: event.username?.slice(0, 100) ?? null,
      client_id: event.clientId?.slice(0, 100) ?? null,
      session_uid: event.sessionUid ?? null,
      ip: event.ip ?? null,
      user_agent: event.userAgent?.slice(0, 400) ?? null,
      detail_json: event.detail ?? null,
    };
  }

  return {
    record(event: AuditEvent): Promise<void> {
      return new Promise((done, failed) => {
        waiting.push({ row: toRow(event), done, failed });
        if (waiting.length === 1) setImmediate(() => void flush());
      });
    },

    /** In the transaction of the change that it reports. */
    async recordIn(trx: Transaction<SsoDatabase>, event: AuditEvent): Promise<void> {
      await trx.insertInto('audit_event').values(toRow(event)).execute();
    },
  };
}
