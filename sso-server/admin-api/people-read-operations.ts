import { problem } from '@yimen/problem';
import { z } from 'zod';
import type { PersonRow } from '../organisation/people-store.ts';
import type { Services } from '../services.ts';
import { type AdministrationOperation, readOperation } from './operation.ts';
import { nextCursor, paging, readCursor } from './paging.ts';
import { presentPerson } from './plan-person.ts';
import { presentScheduled } from './schedule-operations.ts';
import { idParams } from './schemas.ts';
import { personSubject } from './subjects.ts';

const flag = z.enum(['true', 'false']).transform((value) => value === 'true');

const listQuery = z.strictObject({
  ...paging,
  /** Name, pinyin, initials, user name, mobile number or unit, from its beginning. */
  q: z.string().max(100).optional(),
  /** This unit and all below it. */
  unitId: z.string().max(64).optional(),
  postId: z.string().max(64).optional(),
  groupId: z.string().max(64).optional(),
  isActive: flag.optional(),
});

const peopleList = readOperation({
  id: 'people.list',
  title: { 'zh-CN': '查询人员', 'en-US': 'Search people' },
  method: 'GET',
  path: '/people',
  query: listQuery,
  by: ['system-administrator', 'security-administrator'],
  async read({ services, input: { query } }) {
    const { limit, cursor, q, ...filters } = query;
    const after = readCursor(z.string(), cursor);
    const rows = await services.peopleSearch.page({ ...filters, text: q, after, limit });
    return {
      body: {
        people: rows.map(presentPerson),
        cursor: nextCursor(rows, limit, (row) => row.username_folded),
      },
    };
  },
});

const peopleGet = readOperation({
  id: 'people.get',
  title: { 'zh-CN': '查看人员', 'en-US': 'See one person' },
  method: 'GET',
  path: '/people/:id',
  params: idParams,
  by: ['system-administrator', 'security-administrator'],
  subject: personSubject,
  async read({ services, state }) {
    if (!state) throw problem('not-found');
    return { body: { ...presentPerson(state), ...(await accountOf(services, state)) } };
  },
});

/** What administrators may know of her account: when, never what. */
async function accountOf(
  { credentials, activation, groups, schedule, throttleStore }: Services,
  person: PersonRow,
) {
  const credential = await credentials.find(person.sub);
  const lockouts = await throttleStore.blockedOf(person.username_folded);
  return {
    groups: await groups.of(person.sub),
    password: credential
      ? { changedAt: credential.changed_at, isChangeRequired: credential.is_change_required }
      : null,
    activationExpiresAt: await activation.expiryOf(person.sub),
    lockouts,
    scheduledChanges: (await schedule.of(person.sub)).map(presentScheduled),
  };
}

const organisationGet = readOperation({
  id: 'organisation.get',
  title: { 'zh-CN': '查看单位、岗位和角色', 'en-US': 'See units, posts and roles' },
  method: 'GET',
  path: '/organisation',
  by: ['system-administrator', 'security-administrator'],
  async read({ services }) {
    const { units, posts, roles } = await services.organisation.structure();
    return {
      body: {
        units: [...units.values()].map((unit) => ({
          id: unit.id,
          name: unit.name_json,
          parentId: unit.parent_id,
          code: unit.code,
          sortOrder: unit.sort_order,
        })),
        posts: [...posts.values()].map((post) => ({
          id: post.id,
          name: post.name_json,
          sortOrder: post.sort_order,
        })),
        roles: [...roles.values()].map((role) => ({
          id: role.id,
          name: role.name_json,
          description: role.description_json,
        })),
      },
    };
  },
});

export const peopleReadOperations: readonly AdministrationOperation[] = [
  peopleList,
  peopleGet,
  organisationGet,
];
