import { randomBytes } from 'node:crypto';
import type { Database } from '@yimen/database';
import type { ReleaseAct } from '@yimen/shell-contract';
import type { Kysely, Selectable } from 'kysely';
import type { PortalTables } from '../database-schema.ts';
import type { ReleaseActTable } from '../registry/registry-tables.ts';

/** A row that is not written yet. */
export type NewReleaseAct = Omit<ReleaseAct, 'id'>;

/** The table `release_act`: rows are added, never changed. */
export type ReleaseActStore = ReturnType<typeof createReleaseActStore>;

export function createReleaseActStore(db: Database<PortalTables>) {
  return {
    /** Adds a row, inside the transaction that does what it tells of. */
    add: (trx: Kysely<PortalTables>, act: NewReleaseAct) => insertAct(trx, act),

    /** What was done to one release, oldest first. */
    async ofRelease(portlet: string, version: string): Promise<ReleaseAct[]> {
      const rows = await db.query
        .selectFrom('release_act')
        .selectAll()
        .where('portlet', '=', portlet)
        .where('version', '=', version)
        .orderBy('id')
        .execute();
      return rows.map(presentAct);
    },

    /** What was done to all releases of a portlet, oldest first. */
    async ofPortlet(portlet: string): Promise<ReleaseAct[]> {
      const rows = await db.query
        .selectFrom('release_act')
        .selectAll()
        .where('portlet', '=', portlet)
        .orderBy('id')
        .execute();
      return rows.map(presentAct);
    },

    /** Newest first, before a row's id. */
    async page(o: { portlet?: string | undefined; before?: string | undefined; limit: number }) {
      const { portlet, before } = o;
      const rows = await db.query
        .selectFrom('release_act')
        .selectAll()
        .$if(portlet !== undefined, (query) => query.where('portlet', '=', portlet ?? ''))
        .$if(before !== undefined, (query) => query.where('id', '<', before ?? ''))
        .orderBy('id', 'desc')
        .limit(o.limit)
        .execute();
      return rows.map(presentAct);
    },
  };
}

/** Writes a row of the trail. */
export async function insertAct(trx: Kysely<PortalTables>, act: NewReleaseAct): Promise<void> {
  await trx
    .insertInto('release_act')
    .values({
      // Sorts by time; two acts of one millisecond by chance.
      id: `${String(act.at).padStart(15, '0')}-${randomBytes(8).toString('hex')}`,
      done_at: act.at,
      act: act.act,
      portlet: act.portlet,
      version: act.version,
      from_state: act.from,
      to_state: act.to,
      actor_kind: act.actor.kind,
      actor: act.actor.id,
      actor_name: act.actor.name,
      reason: act.reason,
      detail_json: act.detail,
    })
    .execute();
}

function presentAct(row: Selectable<ReleaseActTable>): ReleaseAct {
  return {
    id: row.id,
    at: row.done_at,
    act: row.act,
    portlet: row.portlet,
    version: row.version,
    from: row.from_state,
    to: row.to_state,
    actor: { kind: row.actor_kind, id: row.actor, name: row.actor_name },
    reason: row.reason,
    detail: row.detail_json,
  };
}
