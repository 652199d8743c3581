import type { Database } from '@yimen/database';
import type { Selectable } from 'kysely';
import type { PortalTables } from '../database-schema.ts';
import type { RolloutTable } from '../rollout/rollout-tables.ts';
import { insertAct, type NewReleaseAct } from './release-act-store.ts';

export type RolloutRow = Selectable<RolloutTable>;

/** The table `rollout`. */
export type RolloutStore = ReturnType<typeof createRolloutStore>;

export function createRolloutStore(db: Database<PortalTables>) {
  return {
    all: (): Promise<RolloutRow[]> => db.query.selectFrom('rollout').selectAll().execute(),

    ofPortlet: (portlet: string): Promise<RolloutRow[]> =>
      db.query.selectFrom('rollout').selectAll().where('portlet', '=', portlet).execute(),

    /** Sets a release's rollout and tells the trail of it. */
    save: (row: RolloutRow, act: NewReleaseAct) =>
      db.transaction(async (trx) => {
        const { portlet: _portlet, version: _version, ...rest } = row;
        await trx
          .insertInto('rollout')
          .values(row)
          .onConflict((conflict) => conflict.columns(['portlet', 'version']).doUpdateSet(rest))
          .execute();
        await insertAct(trx, act);
      }),
  };
}
