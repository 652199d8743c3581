import type { PersonDetail } from '../../../../contract/person.ts';

/** The fields of the form. Empty texts are no value. */
export type PersonValues = {
  name: { 'zh-CN': string; 'en-US': string };
  username: string;
  unitId: string | null;
  postId: string | null;
  officePhone: string;
  mobilePhone: string;
  room: string;
  email: string;
  locale: 'zh-CN' | 'en-US';
  sortOrder: number;
};

export const emptyPerson: PersonValues = {
  name: { 'zh-CN': '', 'en-US': '' },
  username: '',
  unitId: null,
  postId: null,
  officePhone: '',
  mobilePhone: '',
  room: '',
  email: '',
  locale: 'zh-CN',
  sortOrder: 0,
};

export function valuesOf(person: PersonDetail): PersonValues {
  const { name, username, unitId, postId, locale, sortOrder } = person;
  return {
    name: { 'zh-CN': name['zh-CN'], 'en-US': name['en-US'] },
    username,
    unitId,
    postId,
    officePhone: person.officePhone ?? '',
    mobilePhone: person.mobilePhone ?? '',
    room: person.room ?? '',
    email: person.email ?? '',
    locale,
    sortOrder,
  };
}

const orNull = (text: string | undefined) => (text === undefined || text.trim() === '' ? null : text.trim());

/** The whole person as PUT takes her; what the form does not show stays as it was. */
export function bodyOf(values: PersonValues, before?: PersonDetail) {
  const chinese = values.name['zh-CN'].trim();
  return {
    username: values.username.trim(),
    name: { 'zh-CN': chinese, 'en-US': values.name['en-US'].trim() || chinese },
    unitId: values.unitId ?? null,
    postId: values.postId ?? null,
    officePhone: orNull(values.officePhone),
    mobilePhone: orNull(values.mobilePhone),
    room: orNull(values.room),
    email: orNull(values.email),
    locale: values.locale,
    sortOrder: values.sortOrder,
    roles: [...(before?.roles ?? [])],
    profile: (before?.profile ?? null) as never,
    isActive: before?.isActive ?? true,
  };
}

export type Merged = {
  readonly values: PersonValues;
  /** What the other administrator changed, before and after. */
  readonly before: Record<string, unknown>;
  readonly after: Record<string, unknown>;
  /** Fields that both changed, to different things. */
  readonly both: readonly (keyof PersonValues)[];
};

const isSame = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b);

/** Somebody else was quicker: her changes are taken over, and mine stay. */
export function mergeValues(opened: PersonDetail, latest: PersonDetail, mine: PersonValues): Merged {
  const from = valuesOf(opened);
  const theirs = valuesOf(latest);
  const fields = Object.keys(from) as (keyof PersonValues)[];
  const values: Record<string, unknown> = {};
  for (const field of fields) values[field] = isSame(mine[field], from[field]) ? theirs[field] : mine[field];
  const shown = ['isActive', 'roles'] as const;
  const changed = [...fields, ...shown].filter(
    (field) => !isSame(opened[field as keyof PersonDetail], latest[field as keyof PersonDetail]),
  );
  const pick = (person: PersonDetail) =>
    Object.fromEntries(changed.map((field) => [field, person[field as keyof PersonDetail]]));
  return {
    values: values as PersonValues,
    before: pick(opened),
    after: pick(latest),
    both: fields.filter(
      (field) =>
        !isSame(theirs[field], from[field]) &&
        !isSame(mine[field], from[field]) &&
        !isSame(mine[field], theirs[field]),
    ),
  };
}
