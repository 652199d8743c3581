import { randomUUID } from 'node:crypto';
import { type Database, prepareQuery } from '@yimen/database';
import type { Selectable, Transaction } from 'kysely';
import type { AuditLog } from '../audit/audit-log.ts';
import type { SsoDatabase } from '../database-schema.ts';

export type DeviceNotice = Selectable<SsoDatabase['device_notice']>;
export type NewDevices = ReturnType<typeof createNewDevices>;

type Created = {
  uid: string;
  sub: string;
  /** Hash of the device's cookie. */
  device: string | null;
  ip: string | null;
  userAgent: string | null;
};

/** Tells a person of sign-ins on devices that she has not used before. */
export function createNewDevices(o: { db: Database<SsoDatabase>; audit: AuditLog; now: () => number }) {
  const { query } = o.db;
  const announced = prepareQuery<
    { sub: string; device: string },
    { announced_at: number | null },
    SsoDatabase
  >(query, (of, value) =>
    of
      .selectFrom('known_device')
      .select('announced_at')
      .where('sub', '=', value.sub)
      .where('device', '=', value.device),
  );
  return {
    /** A session has begun. Her very first device is no news. */
    async sessionCreated({ uid, sub, device, ip, userAgent }: Created): Promise<void> {
      if (device === null) return;
      const [known] = (await announced({ sub, device })).rows;
      if (!known || known.announced_at !== null) return;
      await o.db.transaction(
        async (trx) => {
          const others = await trx
            .selectFrom('known_device')
            .select('device')
            .where('sub', '=', sub)
            .where('announced_at', 'is not', null)
            .limit(1)
            .execute();
          const result = await trx
            .updateTable('known_device')
            .set({ announced_at: o.now() })
            .where('sub', '=', sub)
            .where('device', '=', device)
            .where('announced_at', 'is', null)
            .executeTakeFirst();
          if (result.numUpdatedRows === 0n || others.length === 0) return;
          const notice = { id: randomUUID(), sub, device, session_uid: uid, ip, user_agent: userAgent };
          await trx
            .insertInto('device_notice')
            .values({ ...notice, created_at: o.now(), dismissed_at: null })
            .execute();
          await o.audit.recordIn(trx, {
            event: 'new-device',
            outcome: 'success',
            sub,
            sessionUid: uid,
            ip,
            userAgent,
          });
        },
        { isEager: true },
      );
    },

    /** What she has not answered yet, newest first; without the session that a system knows by this `sid`. */
    openOf(sub: string, exceptSid?: string): Promise<DeviceNotice[]> {
      const own = query
        .selectFrom('session_client')
        .select('session_uid')
        .where('sid', '=', exceptSid ?? '');
      return query
        .selectFrom('device_notice')
        .selectAll()
        .where('sub', '=', sub)
        .where('dismissed_at', 'is', null)
        .where('session_uid', 'not in', own)
        .orderBy('created_at', 'desc')
        .limit(20)
        .execute();
    },

    /** @returns the notice, once: undefined when it is not hers or was answered already */
    async dismiss(trx: Transaction<SsoDatabase>, sub: string, id: string): Promise<DeviceNotice | undefined> {
      return trx
        .updateTable('device_notice')
        .set({ dismissed_at: o.now() })
        .where('id', '=', id)
        .where('sub', '=', sub)
        .where('dismissed_at', 'is', null)
        .returningAll()
        .executeTakeFirst();
    },

    /** A device that was not hers is new again, should it come back. */
    async forget(trx: Transaction<SsoDatabase>, sub: string, device: string): Promise<void> {
      await trx.deleteFrom('known_device').where('sub', '=', sub).where('device', '=', device).execute();
    },
  };
}
