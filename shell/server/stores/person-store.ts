import type { Database } from '@yimen/database';
import type { PortalTables } from '../database-schema.ts';

/** The table `person`. */
export type PersonStore = ReturnType<typeof createPersonStore>;

export function createPersonStore({ query }: Database<PortalTables>) {
  return {
    async findLocale(sub: string): Promise<string | undefined> {
      const row = await query.selectFrom('person').select('locale').where('sub', '=', sub).executeTakeFirst();
      return row?.locale;
    },
    async saveLocale(sub: string, locale: string, now: number): Promise<void> {
      await query
        .insertInto('person')
        .values({ sub, locale, updated_at: now })
        .onConflict((conflict) => conflict.column('sub').doUpdateSet({ locale, updated_at: now }))
        .execute();
    },
  };
}
