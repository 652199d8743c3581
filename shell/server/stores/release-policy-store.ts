import type { Database } from '@yimen/database';
import type { Selectable } from 'kysely';
import type { PortalTables } from '../database-schema.ts';
import type { ReleasePolicyTable } from '../registry/registry-tables.ts';
import { insertAct, type NewReleaseAct } from './release-act-store.ts';

export type ReleasePolicyRow = Selectable<ReleasePolicyTable>;

/** The table `release_policy`. */
export type ReleasePolicyStore = ReturnType<typeof createReleasePolicyStore>;

export function createReleasePolicyStore(db: Database<PortalTables>) {
  return {
    all: (): Promise<ReleasePolicyRow[]> => db.query.selectFrom('release_policy').selectAll().execute(),

    /** Sets a policy and tells the trail of it. */
    save: (row: ReleasePolicyRow, act: NewReleaseAct) =>
      db.transaction(async (trx) => {
        await trx
          .insertInto('release_policy')
          .values(row)
          .onConflict((conflict) =>
            conflict.columns(['kind', 'name']).doUpdateSet({
              policy: row.policy,
              updated_at: row.updated_at,
              updated_by: row.updated_by,
            }),
          )
          .execute();
        await insertAct(trx, act);
      }),

    remove: ({ kind, name }: Pick<ReleasePolicyRow, 'kind' | 'name'>, act: NewReleaseAct) =>
      db.transaction(async (trx) => {
        await trx.deleteFrom('release_policy').where('kind', '=', kind).where('name', '=', name).execute();
        await insertAct(trx, act);
      }),
  };
}
