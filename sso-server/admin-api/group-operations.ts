import { type FieldError, problem } from '@yimen/problem';
import { z } from 'zod';
import type { GroupRow } from '../organisation/groups/group-store.ts';
import type { Services } from '../services.ts';
import { type AdministrationOperation, changeOperation, readOperation } from './operation.ts';
import { nextCursor, paging, readCursor } from './paging.ts';
import { presentPerson } from './plan-person.ts';
import { canonicalJson } from './revision.ts';
import { idParams, putGroup } from './schemas.ts';
import { groupSubject } from './subjects.ts';

const readers = ['system-administrator', 'security-administrator'] as const;

const presentGroup = (row: GroupRow) => ({
  id: row.id,
  name: row.name_json,
  description: row.description_json,
});

const groupsList = readOperation({
  id: 'groups.list',
  title: { 'zh-CN': '查看人员组', 'en-US': 'See groups' },
  method: 'GET',
  path: '/groups',
  by: readers,
  read: async ({ services }) => ({ body: { groups: (await services.groups.all()).map(presentGroup) } }),
});

const groupsGet = readOperation({
  id: 'groups.get',
  title: { 'zh-CN': '查看一个人员组', 'en-US': 'See one group' },
  method: 'GET',
  path: '/groups/:id',
  params: idParams,
  by: readers,
  subject: groupSubject,
  async read({ state }) {
    if (!state) throw problem('not-found');
    return { body: presentGroup(state) };
  },
});

const groupsMembers = readOperation({
  id: 'groups.members',
  title: { 'zh-CN': '查看人员组成员', 'en-US': 'See the members of a group' },
  method: 'GET',
  path: '/groups/:id/members',
  params: idParams,
  query: z.strictObject(paging),
  by: readers,
  async read({ services, input: { params, query } }) {
    const after = readCursor(z.string(), query.cursor);
    const rows = await services.groups.members(params.id, after, query.limit);
    const cursor = nextCursor(rows, query.limit, (row) => row.username_folded);
    return { body: { people: rows.map(presentPerson), cursor } };
  },
});

const groupsPut = changeOperation({
  id: 'groups.put',
  title: { 'zh-CN': '新增或修改人员组', 'en-US': 'Add or change a group' },
  method: 'PUT',
  path: '/groups/:id',
  params: idParams,
  body: putGroup,
  by: ['system-administrator'],
  programs: 'installation',
  subject: groupSubject,
  async plan({ services, input: { params, body }, state }) {
    const before = state && presentGroup(state);
    const after = { id: params.id, ...body };
    const plan = { before, after, answer: { status: before ? 200 : 201, body: after } };
    if (canonicalJson(before) === canonicalJson(after)) return plan;
    const row = { id: params.id, name_json: body.name, description_json: body.description };
    return { ...plan, apply: (trx) => services.groups.put(trx, row) };
  },
});

const groupsDelete = changeOperation({
  id: 'groups.delete',
  title: { 'zh-CN': '删除人员组', 'en-US': 'Delete a group' },
  method: 'DELETE',
  path: '/groups/:id',
  params: idParams,
  by: ['system-administrator'],
  subject: groupSubject,
  async plan({ services, input: { params }, state }) {
    if (!state) throw problem('not-found');
    return {
      before: presentGroup(state),
      after: null,
      async apply(trx) {
        const isGone = await services.groups.remove(trx, params.id);
        // Members lose a right one by one, with their names in the trail, and not by the way.
        if (!isGone) throw problem('conflict', { detail: 'the group still has members' });
      },
      answer: { status: 204 },
    };
  },
});

const subs = z.array(z.string().min(1).max(64)).max(500).default([]);

const groupsChangeMembers = changeOperation({
  id: 'groups.change-members',
  title: { 'zh-CN': '调整人员组成员', 'en-US': 'Change the members of a group' },
  method: 'POST',
  path: '/groups/:id/members',
  params: idParams,
  body: z.strictObject({ add: subs, remove: subs }),
  by: ['system-administrator'],
  programs: 'installation',
  subject: groupSubject,
  async plan({ services, input: { params, body }, state }) {
    if (!state) throw problem('not-found');
    await checkPeople(services, body.add);
    const held = await services.groups.membersAmong(params.id, [...body.add, ...body.remove]);
    const added = body.add.filter((sub) => !held.includes(sub));
    const removed = body.remove.filter((sub) => held.includes(sub) && !body.add.includes(sub));
    const plan = { before: { removed: [], added: [] }, after: { removed, added } };
    if (added.length + removed.length === 0) return plan;
    return {
      ...plan,
      async apply(trx) {
        await services.groups.add(trx, params.id, added);
        // Systems decide by the claims of the sign-in: who loses a group signs in again.
        for (const sub of await services.groups.take(trx, params.id, removed)) {
          await services.ender.endAllOf(trx, sub, 'rights-changed');
        }
      },
      applied: () => services.ender.announce(),
    };
  },
});

async function checkPeople({ people }: Services, asked: string[]): Promise<void> {
  const known = await people.existing(asked);
  const errors = asked.flatMap((sub, index): FieldError[] =>
    known.has(sub) ? [] : [{ pointer: `/body/add/${index}`, detail: `there is no person ${sub}` }],
  );
  if (errors.length > 0) throw problem('invalid-input', { errors });
}

export const groupOperations: readonly AdministrationOperation[] = [
  groupsList,
  groupsGet,
  groupsMembers,
  groupsPut,
  groupsDelete,
  groupsChangeMembers,
];
