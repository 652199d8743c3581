import type { Database } from '@yimen/database';
import type { Selectable } from 'kysely';
import type { PortalTables, ServiceTable } from '../database-schema.ts';

export type ServiceRow = Selectable<ServiceTable>;

/** The table `service`. */
export type ServiceStore = ReturnType<typeof createServiceStore>;

export function createServiceStore({ query }: Database<PortalTables>) {
  return {
    all: () => query.selectFrom('service').selectAll().orderBy('audience').execute() as Promise<ServiceRow[]>,
    find: (audience: string) =>
      query.selectFrom('service').selectAll().where('audience', '=', audience).executeTakeFirst() as Promise<
        ServiceRow | undefined
      >,
    async save(row: ServiceRow): Promise<void> {
      const { audience: _key, ...rest } = row;
      await query
        .insertInto('service')
        .values(row)
        .onConflict((conflict) => conflict.column('audience').doUpdateSet(rest))
        .execute();
    },
    async remove(audience: string): Promise<boolean> {
      const gone = await query.deleteFrom('service').where('audience', '=', audience).executeTakeFirst();
      return gone.numDeletedRows > 0n;
    },
  };
}
