import { type Database, prepareQuery } from '@yimen/database';
import type { Selectable, Transaction } from 'kysely';
import type { LocalizedText, SsoDatabase } from '../../database-schema.ts';
import type { PersonRow } from '../people-store.ts';

export type GroupRow = Selectable<SsoDatabase['person_group']>;
export type GroupStore = ReturnType<typeof createGroupStore>;

export function createGroupStore({ db, now }: { db: Database<SsoDatabase>; now: () => number }) {
  const { query } = db;
  const groupsOf = prepareQuery<{ sub: string }, { group_id: string }, SsoDatabase>(query, (of, value) =>
    of.selectFrom('group_member').select('group_id').where('sub', '=', value.sub).orderBy('group_id'),
  );
  return {
    all: (): Promise<GroupRow[]> => query.selectFrom('person_group').selectAll().orderBy('id').execute(),

    find: (id: string): Promise<GroupRow | undefined> =>
      query.selectFrom('person_group').selectAll().where('id', '=', id).executeTakeFirst(),

    /** Ids, sorted: they go into tokens. */
    async of(sub: string): Promise<string[]> {
      const { rows } = await groupsOf({ sub });
      return rows.map((row) => row.group_id);
    },

    /** People of a group by user name. */
    members(id: string, after: string | undefined, limit: number): Promise<PersonRow[]> {
      let select = query
        .selectFrom('person')
        .innerJoin('group_member', 'group_member.sub', 'person.sub')
        .selectAll('person')
        .where('group_member.group_id', '=', id);
      if (after !== undefined) select = select.where('person.username_folded', '>', after);
      return select.orderBy('person.username_folded').limit(limit).execute();
    },

    async membersAmong(id: string, subs: string[]): Promise<string[]> {
      if (subs.length === 0) return [];
      const rows = await query
        .selectFrom('group_member')
        .select('sub')
        .where('group_id', '=', id)
        .where('sub', 'in', subs)
        .execute();
      return rows.map((row) => row.sub);
    },

    async put(
      trx: Transaction<SsoDatabase>,
      row: { id: string; name_json: LocalizedText; description_json: LocalizedText | null },
    ): Promise<void> {
      const { id, ...rest } = row;
      const change = { ...rest, updated_at: now() };
      await trx
        .insertInto('person_group')
        .values({ id, ...change })
        .onConflict((conflict) => conflict.column('id').doUpdateSet(change))
        .execute();
    },

    /** False when it still has members, or there is none: nothing is removed then. */
    async remove(trx: Transaction<SsoDatabase>, id: string): Promise<boolean> {
      const members = trx.selectFrom('group_member').select('sub').where('group_id', '=', id);
      const result = await trx
        .deleteFrom('person_group')
        .where('id', '=', id)
        .where((where) => where.not(where.exists(members)))
        .executeTakeFirst();
      return result.numDeletedRows > 0n;
    },

    async add(trx: Transaction<SsoDatabase>, id: string, subs: string[]): Promise<void> {
      if (subs.length === 0) return;
      await trx
        .insertInto('group_member')
        .values(subs.map((sub) => ({ group_id: id, sub, added_at: now() })))
        .onConflict((conflict) => conflict.columns(['group_id', 'sub']).doNothing())
        .execute();
    },

    /** Those who were members: being in a group is a right, so their sessions have to end. */
    async take(trx: Transaction<SsoDatabase>, id: string, subs: string[]): Promise<string[]> {
      if (subs.length === 0) return [];
      const rows = await trx
        .deleteFrom('group_member')
        .where('group_id', '=', id)
        .where('sub', 'in', subs)
        .returning('sub')
        .execute();
      return rows.map((row) => row.sub);
    },
  };
}
