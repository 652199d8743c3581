import { containsFolded, type Database } from '@yimen/database';
import { foldLatin } from '@yimen/database/pinyin';
import type { ExpressionBuilder, SqlBool } from 'kysely';
import { type Expression, sql } from 'kysely';
import type { ContactQuery } from '../../contract/index.ts';
import { phoneDigits } from '../phones/phone-number.ts';
import type { ContactsDatabase } from '../tables.ts';

type Tables = ContactsDatabase & { unit: ContactsDatabase['unit']; post: ContactsDatabase['post'] };
type Builder = ExpressionBuilder<Tables, 'contact' | 'unit' | 'post'>;

const fewestDigits = 3;

export type ContactSearch = ReturnType<typeof createContactSearch>;
export type FoundContact = Awaited<ReturnType<ContactSearch['page']>>['rows'][number];

/** Finds people in the copy of the directory. */
export function createContactSearch(db: Database<ContactsDatabase>) {
  const people = () =>
    db.query
      .selectFrom('contact')
      .leftJoin('unit', 'unit.id', 'contact.unit_id')
      .leftJoin('post', 'post.id', 'contact.post_id');
  const columns = [
    'contact.sub',
    'contact.name_json',
    'contact.unit_id',
    'contact.post_id',
    'contact.office_phone',
    'contact.mobile_phone',
    'contact.room',
    'contact.email',
    'unit.name_json as unit_name_json',
    'post.name_json as post_name_json',
  ] as const;

  return {
    async page({ q, unit, page, size }: ContactQuery) {
      const matching = () => {
        const all = people().where((eb) => eb.and(termsOf(q).map((term) => matches(eb as Builder, term))));
        if (unit === undefined) return all;
        return all.where('contact.unit_id', 'in', (eb) =>
          eb.selectFrom('unit_above').select('unit_above.unit_id').where('unit_above.above_id', '=', unit),
        );
      };
      const [rows, total] = await Promise.all([
        matching()
          .select(columns)
          // The whole name, typed as it is written, comes first.
          .orderBy(sql`case when contact.name_folded = ${q.toLowerCase()} then 0 else 1 end`)
          .orderBy(sql`coalesce(unit.position, 1000000000)`)
          .orderBy('contact.sort_order')
          .orderBy('contact.sub')
          .limit(size)
          .offset((page - 1) * size)
          .execute(),
        matching()
          .select((eb) => eb.fn.countAll().as('number'))
          .executeTakeFirstOrThrow(),
      ]);
      return { rows, total: Number(total.number) };
    },

    find: (sub: string) => people().select(columns).where('contact.sub', '=', sub).executeTakeFirst(),

    /** Every unit from the top to this one. */
    unitPath: (unitId: string) =>
      db.query
        .selectFrom('unit_above')
        .innerJoin('unit', 'unit.id', 'unit_above.above_id')
        .select(['unit.id', 'unit.name_json'])
        .where('unit_above.unit_id', '=', unitId)
        .orderBy('unit_above.distance', 'desc')
        .execute(),

    units: () =>
      db.query.selectFrom('unit').select(['id', 'parent_id', 'name_json']).orderBy('position').execute(),

    async copiedAt(): Promise<number | null> {
      const row = await db.query.selectFrom('copy_state').select('copied_at').executeTakeFirst();
      return row?.copied_at ?? null;
    },
  };
}

/** The number, when the whole query is one, however it is written; else words that all have to be found. */
export function termsOf(q: string): string[] {
  if (/^\+?[\d\s()（）-]+$/.test(q)) {
    const digits = phoneDigits(q);
    return digits === '' ? [] : [digits];
  }
  return q.split(/\s+/).filter(Boolean);
}

/** Whether the query is a whole mobile number, which says whose it is. */
export function isWholeMobile(q: string): boolean {
  const [term, ...others] = termsOf(q);
  return others.length === 0 && /^1\d{10}$/.test(term ?? '');
}

function matches(eb: Builder, term: string): Expression<SqlBool> {
  if (/^\d+$/.test(term)) return matchesNumber(eb, term);
  const latin = foldLatin(term);
  const isLatin = /^[\p{Script=Latin}'’.-]+$/u.test(term) && latin !== '';
  return eb.or([
    ...(isLatin
      ? [containsFolded('contact.pinyin', `|${latin}`)]
      : [containsFolded('contact.name_folded', term)]),
    containsFolded('unit.name_folded', term),
    containsFolded('post.name_folded', term),
  ]);
}

function matchesNumber(eb: Builder, digits: string): Expression<SqlBool> {
  if (digits.length < fewestDigits) return sql<boolean>`1 = 0`;
  return eb.or([
    containsFolded('contact.office_digits', digits),
    containsFolded('contact.mobile_shown', `|${digits}`),
    eb('contact.mobile_digits', '=', digits),
  ]);
}
