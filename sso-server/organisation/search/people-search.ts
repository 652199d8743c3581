import type { Database } from '@yimen/database';
import type { SsoDatabase } from '../../database-schema.ts';
import type { OrganisationStore } from '../organisation-store.ts';
import { unitPath } from '../organisation-store.ts';
import type { PersonRow } from '../people-store.ts';
import { foldSearch } from './search-tokens.ts';

export type PeopleQuery = {
  /** Name, pinyin, initials, user name, mobile number or unit. */
  text?: string | undefined;
  /** This unit and everything below it. */
  unitId?: string | undefined;
  postId?: string | undefined;
  groupId?: string | undefined;
  isActive?: boolean | undefined;
  /** User name (folded) of the last person of the page before. */
  after?: string | undefined;
  limit: number;
};

export type PeopleSearch = ReturnType<typeof createPeopleSearch>;

/** Sorts after everything that begins with the same letters, on both engines. */
const end = '\u{10ffff}';

/** People by user name, a page at a time; every way of searching has an index. */
export function createPeopleSearch(o: { db: Database<SsoDatabase>; organisation: OrganisationStore }) {
  const { query } = o.db;

  async function unitsBelow(id: string): Promise<string[]> {
    const { units } = await o.organisation.structure();
    return [...units.keys()].filter((unit) => unitPath(units, unit).includes(id));
  }

  async function unitsNamed(text: string): Promise<string[]> {
    const { units } = await o.organisation.structure();
    return [...units.values()]
      .filter(({ name_json }) => Object.values(name_json).some((name) => foldSearch(name).includes(text)))
      .map(({ id }) => id);
  }

  return {
    async page(asked: PeopleQuery): Promise<PersonRow[]> {
      let select = query.selectFrom('person').selectAll();
      const text = foldSearch(asked.text ?? '');
      if (text !== '') {
        const found = query
          .selectFrom('person_search')
          .select('sub')
          .where('token', '>=', text)
          .where('token', '<', `${text}${end}`);
        const units = await unitsNamed(text);
        select = select.where((where) =>
          units.length === 0
            ? where('sub', 'in', found)
            : where.or([where('sub', 'in', found), where('unit_id', 'in', units)]),
        );
      } else if (asked.text?.trim()) return [];
      if (asked.unitId !== undefined) {
        const units = await unitsBelow(asked.unitId);
        if (units.length === 0) return [];
        select = select.where('unit_id', 'in', units);
      }
      if (asked.groupId !== undefined) {
        const members = query.selectFrom('group_member').select('sub').where('group_id', '=', asked.groupId);
        select = select.where('sub', 'in', members);
      }
      if (asked.postId !== undefined) select = select.where('post_id', '=', asked.postId);
      if (asked.isActive !== undefined) select = select.where('is_active', '=', asked.isActive);
      if (asked.after !== undefined) select = select.where('username_folded', '>', asked.after);
      return select.orderBy('username_folded').limit(asked.limit).execute();
    },
  };
}
