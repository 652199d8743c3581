import { problem } from '@yimen/problem';
import type { Selectable } from 'kysely';
import type { SsoDatabase } from '../database-schema.ts';
import { unitPath } from '../organisation/organisation-store.ts';
import { planUnitMove } from '../relying-parties/withdraw-rights.ts';
import type { Services } from '../services.ts';
import { invalid } from './invalid.ts';
import {
  type AdministrationOperation,
  changeOperation,
  type Plan,
  readOperation,
  type Summary,
} from './operation.ts';
import { canonicalJson } from './revision.ts';
import { idParams, putPost, putRole, putUnit } from './schemas.ts';
import { postSubject, roleSubject, unitSubject } from './subjects.ts';

type Rows = { unit: Selectable<SsoDatabase['unit']>; post: Selectable<SsoDatabase['post']> } & {
  role: Selectable<SsoDatabase['role']>;
};

/** A row as it shall be; nothing is written when it is so already. */
function planRow<Table extends keyof Rows>(
  { organisation }: Services,
  table: Table,
  o: { before: Rows[Table] | null; row: Omit<Rows[Table], 'updated_at'> & { id: string }; after: Summary },
): Plan {
  const present = (row: object): Summary =>
    Object.fromEntries(
      Object.entries(row)
        .filter(([key]) => key !== 'updated_at')
        .map(([key, value]) => [camelCase(key), value]),
    );
  const before = o.before && present(o.before);
  const after = present(o.row);
  const plan = { before, after, answer: { status: before ? 200 : 201, body: o.after } };
  if (canonicalJson(before) === canonicalJson(after)) return plan;
  return {
    ...plan,
    apply: (trx) => organisation.put(trx, table, o.row as never),
    applied: () => organisation.changed(),
  };
}

function camelCase(column: string): string {
  return column.replace(/_json$/, '').replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase());
}

const unitsPut = changeOperation({
  id: 'units.put',
  title: { 'zh-CN': '新增或修改单位', 'en-US': 'Add or change a unit' },
  method: 'PUT',
  path: '/units/:id',
  params: idParams,
  body: putUnit,
  by: ['system-administrator'],
  programs: 'installation',
  subject: unitSubject,
  async plan({ services, input: { params, body }, state }) {
    const { units } = await services.organisation.structure();
    if (body.parentId !== null) {
      if (!units.has(body.parentId)) throw invalid('/body/parentId', `there is no unit ${body.parentId}`);
      if (body.parentId === params.id || unitPath(units, body.parentId).includes(params.id)) {
        throw invalid('/body/parentId', 'a unit cannot be below itself');
      }
    }
    const { name, parentId, code, sortOrder } = body;
    const row = { id: params.id, parent_id: parentId, code, name_json: name, sort_order: sortOrder };
    const plan = planRow(services, 'unit', { before: state, row, after: { id: params.id, ...body } });
    if (!state || state.parent_id === parentId) return plan;
    const after = new Map<string, { parent_id: string | null }>(units).set(params.id, row);
    const move = await planUnitMove(services, { before: units, after });
    return {
      ...plan,
      async apply(trx) {
        await plan.apply?.(trx);
        await move.apply(trx);
      },
      async applied() {
        await plan.applied?.();
        await move.applied();
      },
    };
  },
});

const unitsGet = readOperation({
  id: 'units.get',
  title: { 'zh-CN': '查看单位', 'en-US': 'See one unit' },
  method: 'GET',
  path: '/units/:id',
  params: idParams,
  by: ['system-administrator', 'security-administrator'],
  subject: unitSubject,
  async read({ state }) {
    if (!state) throw problem('not-found');
    const { id, name_json: name, parent_id: parentId, code, sort_order: sortOrder } = state;
    return { body: { id, name, parentId, code, sortOrder } };
  },
});

const postsPut = changeOperation({
  id: 'posts.put',
  title: { 'zh-CN': '新增或修改岗位', 'en-US': 'Add or change a post' },
  method: 'PUT',
  path: '/posts/:id',
  params: idParams,
  body: putPost,
  by: ['system-administrator'],
  programs: 'installation',
  subject: postSubject,
  async plan({ services, input: { params, body }, state }) {
    const row = { id: params.id, name_json: body.name, sort_order: body.sortOrder };
    return planRow(services, 'post', { before: state, row, after: { id: params.id, ...body } });
  },
});

const postsGet = readOperation({
  id: 'posts.get',
  title: { 'zh-CN': '查看岗位', 'en-US': 'See one post' },
  method: 'GET',
  path: '/posts/:id',
  params: idParams,
  by: ['system-administrator', 'security-administrator'],
  subject: postSubject,
  async read({ state }) {
    if (!state) throw problem('not-found');
    return { body: { id: state.id, name: state.name_json, sortOrder: state.sort_order } };
  },
});

const rolesGet = readOperation({
  id: 'roles.get',
  title: { 'zh-CN': '查看角色', 'en-US': 'See one role' },
  method: 'GET',
  path: '/roles/:id',
  params: idParams,
  by: ['system-administrator', 'security-administrator'],
  subject: roleSubject,
  async read({ state }) {
    if (!state) throw problem('not-found');
    return { body: { id: state.id, name: state.name_json, description: state.description_json } };
  },
});

const rolesPut = changeOperation({
  id: 'roles.put',
  title: { 'zh-CN': '新增或修改角色', 'en-US': 'Add or change a role' },
  method: 'PUT',
  path: '/roles/:id',
  params: idParams,
  body: putRole,
  by: ['security-administrator'],
  programs: 'provision-new',
  subject: roleSubject,
  async plan({ services, input: { params, body }, state }) {
    const row = { id: params.id, name_json: body.name, description_json: body.description };
    return planRow(services, 'role', { before: state, row, after: { id: params.id, ...body } });
  },
});

export const organisationOperations: readonly AdministrationOperation[] = [
  unitsPut,
  unitsGet,
  postsGet,
  rolesGet,
  postsPut,
  rolesPut,
];
