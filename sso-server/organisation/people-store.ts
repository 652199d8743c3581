import { type Database, prepareQuery } from '@yimen/database';
import type { Insertable, Selectable, Transaction } from 'kysely';
import type { SsoDatabase } from '../database-schema.ts';
import type { GroupStore } from './groups/group-store.ts';
import type { Member } from './member.ts';
import { type OrganisationStore, unitPath } from './organisation-store.ts';

export type PersonRow = Selectable<SsoDatabase['person']>;
/** People have changed: what is derived from them has work. */
export const peopleTopic = 'sso-people';

export type PeopleStore = ReturnType<typeof createPeopleStore>;

/** Position after the last person of a page; people are ordered by (updated_at, sub). */
export type PeopleCursor = { updatedAt: number; sub: string };

/** What is typed and what is stored are compared in this form: full-width letters and case do not matter. */
export function foldUsername(username: string): string {
  return username.normalize('NFKC').trim().toLowerCase();
}

type Parts = { db: Database<SsoDatabase>; organisation: OrganisationStore; groups: GroupStore };

export function createPeopleStore(o: Parts) {
  const { query } = o.db;

  async function toMember(row: PersonRow): Promise<Member> {
    const [{ units, posts }, groups] = await Promise.all([o.organisation.structure(), o.groups.of(row.sub)]);
    const unit = row.unit_id === null ? undefined : units.get(row.unit_id);
    const post = row.post_id === null ? undefined : posts.get(row.post_id);
    return {
      sub: row.sub,
      username: row.username,
      name: row.name_json,
      locale: row.locale,
      email: row.email,
      mobilePhone: row.mobile_phone,
      officePhone: row.office_phone,
      room: row.room,
      profile: row.profile_json,
      updatedAt: row.updated_at,
      roles: row.roles_json,
      groups,
      unit: unit ? { id: unit.id, name: unit.name_json } : null,
      unitPath: unitPath(units, row.unit_id),
      postId: row.post_id,
      post: post ? { id: post.id, name: post.name_json } : null,
      isActive: row.is_active,
    };
  }

  const bySub = prepareQuery<{ sub: string }, PersonRow, SsoDatabase>(query, (of, value) =>
    of.selectFrom('person').selectAll().where('sub', '=', value.sub),
  );
  const byName = prepareQuery<{ name: string }, PersonRow, SsoDatabase>(query, (of, value) =>
    of.selectFrom('person').selectAll().where('username_folded', '=', value.name),
  );
  const find = async (sub: string): Promise<PersonRow | undefined> => (await bySub({ sub })).rows[0];

  return {
    find,
    toMember,

    findByUsername: async (username: string): Promise<PersonRow | undefined> =>
      (await byName({ name: foldUsername(username) })).rows[0],

    async member(sub: string): Promise<Member | undefined> {
      const row = await find(sub);
      return row && toMember(row);
    },

    /** Those of these who exist. */
    async existing(subs: string[]): Promise<Set<string>> {
      if (subs.length === 0) return new Set();
      const rows = await query.selectFrom('person').select('sub').where('sub', 'in', subs).execute();
      return new Set(rows.map((row) => row.sub));
    },

    /** What these people are called. */
    async namesOf(subs: string[]): Promise<Map<string, { name: PersonRow['name_json']; username: string }>> {
      if (subs.length === 0) return new Map();
      const rows = await query
        .selectFrom('person')
        .select(['sub', 'name_json', 'username'])
        .where('sub', 'in', subs)
        .execute();
      return new Map(rows.map((row) => [row.sub, { name: row.name_json, username: row.username }]));
    },

    /** Everybody with this role who may sign in; for the first administrator. */
    async hasRole(role: string): Promise<boolean> {
      const rows = await query
        .selectFrom('person')
        .select('roles_json')
        .where('is_active', '=', true)
        .execute();
      return rows.some((row) => row.roles_json.includes(role));
    },

    page(after: PeopleCursor | undefined, since: number | undefined, limit: number): Promise<PersonRow[]> {
      let select = query.selectFrom('person').selectAll().orderBy('updated_at').orderBy('sub').limit(limit);
      if (since !== undefined) select = select.where('updated_at', '>=', since);
      if (after) {
        select = select.where((where) =>
          where.or([
            where('updated_at', '>', after.updatedAt),
            where.and([where('updated_at', '=', after.updatedAt), where('sub', '>', after.sub)]),
          ]),
        );
      }
      return select.execute();
    },

    /** As many at once as an import has in hand. Whoever calls it says so on the bus when all are in. */
    async putMany(trx: Transaction<SsoDatabase>, rows: Insertable<SsoDatabase['person']>[]): Promise<void> {
      const [first] = rows;
      if (!first) return;
      const columns = Object.keys(first).filter((column) => column !== 'sub') as (keyof PersonRow)[];
      await trx
        .insertInto('person')
        .values(rows)
        .onConflict((conflict) =>
          conflict
            .column('sub')
            .doUpdateSet((set) =>
              Object.fromEntries(columns.map((column) => [column, set.ref(`excluded.${column}`)])),
            ),
        )
        .execute();
      await trx
        .insertInto('search_pending')
        .values(rows.map(({ sub, updated_at }) => ({ sub, queued_at: updated_at })))
        .onConflict((conflict) =>
          conflict.column('sub').doUpdateSet((set) => ({ queued_at: set.ref('excluded.queued_at') })),
        )
        .execute();
    },

    async put(trx: Transaction<SsoDatabase>, row: Insertable<SsoDatabase['person']>): Promise<void> {
      const { sub, ...change } = row;
      await trx
        .insertInto('person')
        .values(row)
        .onConflict((conflict) => conflict.column('sub').doUpdateSet(change))
        .execute();
      // Written even when it is there: an indexer that has just read the old row has to begin again.
      await trx
        .insertInto('search_pending')
        .values({ sub, queued_at: row.updated_at })
        .onConflict((conflict) => conflict.column('sub').doUpdateSet({ queued_at: row.updated_at }))
        .execute();
      await o.db.bus.publish(peopleTopic);
    },
  };
}
