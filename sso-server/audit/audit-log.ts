import type { Database } from '@yimen/database';
import type { Insertable, Transaction } from 'kysely';
import type { SsoDatabase } from '../database-schema.ts';
import type { AuditEvent } from './audit-event.ts';
import type { AuditMac } from './audit-mac.ts';

export type { AuditEvent } from './audit-event.ts';

export type AuditLog = ReturnType<typeof createAuditLog>;

type Row = Insertable<SsoDatabase['audit_event']>;
type Waiting = { row: Row; done: () => void; failed: (error: unknown) => void };

/**
 * Append-only. Events of concurrent requests are written with one statement; each promise resolves when
 * its row is durable.
 */
export function createAuditLog(o: { db: Database<SsoDatabase>; now: () => number; mac: AuditMac }) {
  const { db, now, mac } = o;
  let waiting: Waiting[] = [];
  const observers: ((event: AuditEvent) => void)[] = [];

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

  return {
    /** For metrics: hears of every event that is recorded outside a transaction. */
    observe(observer: (event: AuditEvent) => void): void {
      observers.push(observer);
    },

    record(event: AuditEvent): Promise<void> {
      for (const observe of observers) observe(event);
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

/** As every database gives it back: what a stranger typed may be no text at all, and the MAC is of what is read. */
function storable(text: string | null | undefined): string | null {
  return text === null || text === undefined ? null : text.toWellFormed().replaceAll('\0', '\ufffd');
}

function storableDetail(detail: Record<string, unknown>): Record<string, unknown> {
  return JSON.parse(
    JSON.stringify(detail, (_key, value: unknown) => (typeof value === 'string' ? storable(value) : value)),
  ) as Record<string, unknown>;
}
