import type { Database } from '@yimen/database';
import type { Insertable, Selectable, Transaction } from 'kysely';
import type { SsoDatabase } from '../database-schema.ts';

export type UnitRow = Selectable<SsoDatabase['unit']>;
export type PostRow = Selectable<SsoDatabase['post']>;
export type RoleRow = Selectable<SsoDatabase['role']>;
export type Structure = {
  units: Map<string, UnitRow>;
  posts: Map<string, PostRow>;
  roles: Map<string, RoleRow>;
};
export type OrganisationStore = ReturnType<typeof createOrganisationStore>;

const topic = 'sso-organisation';

/**
 * Units, posts and roles. A bureau has hundreds of them and every token names some, so they are kept in
 * memory until a change is announced.
 */
export function createOrganisationStore({ db, now }: { db: Database<SsoDatabase>; now: () => number }) {
  let cached: Promise<Structure> | undefined;
  const forget = () => {
    cached = undefined;
  };
  const undo = ['resync', topic].map((name) => db.bus.subscribe(name, forget));

  async function read(): Promise<Structure> {
    const [units, posts, roles] = await Promise.all([
      db.query.selectFrom('unit').selectAll().orderBy('sort_order').orderBy('id').execute(),
      db.query.selectFrom('post').selectAll().orderBy('sort_order').orderBy('id').execute(),
      db.query.selectFrom('role').selectAll().orderBy('id').execute(),
    ]);
    return { units: byId(units), posts: byId(posts), roles: byId(roles) };
  }

  function structure(): Promise<Structure> {
    if (cached) return cached;
    const loading = db.committed(read);
    cached = loading;
    loading.catch(() => {
      if (cached === loading) forget();
    });
    return loading;
  }

  async function put<Table extends 'unit' | 'post' | 'role'>(
    trx: Transaction<SsoDatabase>,
    table: Table,
    row: Omit<Insertable<SsoDatabase[Table]>, 'updated_at'> & { id: string },
  ): Promise<void> {
    const { id: _id, ...change } = row;
    const stamped = { ...row, updated_at: now() };
    await trx
      .insertInto(table as 'unit')
      .values(stamped as unknown as Insertable<SsoDatabase['unit']>)
      .onConflict((conflict) =>
        conflict.column('id').doUpdateSet({ ...change, updated_at: stamped.updated_at } as Partial<UnitRow>),
      )
      .execute();
  }

  return {
    structure,
    put,
    /** After a change in this process was committed; other processes hear it on the bus. */
    async changed(): Promise<void> {
      forget();
      await db.bus.publish(topic);
    },
    close: () => {
      for (const stop of undo) stop();
    },
  };
}

function byId<Row extends { id: string }>(rows: Row[]): Map<string, Row> {
  return new Map(rows.map((row) => [row.id, row]));
}

/** Ids from the root down to the unit. A cycle made by hand in the database does not hang anybody. */
export function unitPath(
  units: ReadonlyMap<string, Pick<UnitRow, 'parent_id'>>,
  id: string | null,
): string[] {
  const path: string[] = [];
  for (let at = id; at !== null && !path.includes(at); at = units.get(at)?.parent_id ?? null) {
    if (!units.has(at)) break;
    path.unshift(at);
  }
  return path;
}
