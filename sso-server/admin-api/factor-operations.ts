import { problem } from '@yimen/problem';
import { acrValues } from '@yimen/service-kit';
import type { Kysely } from 'kysely';
import { z } from 'zod';
import type { SsoDatabase } from '../database-schema.ts';
import { levelOf, passwordLevel, secondFactorLevel, supportedAcrValues } from '../factors/acr.ts';
import { administratorRoles, type RequirementKind } from '../factors/requirement-store.ts';
import type { Services } from '../services.ts';
import { invalid } from './invalid.ts';
import {
  type AdministrationOperation,
  changeOperation,
  type OperationInput,
  readOperation,
} from './operation.ts';
import { idParams } from './schemas.ts';
import { personSubject } from './subjects.ts';

/** What a person has, never anything that proves it. */
async function factorsOf({ factors }: Services, sub: string) {
  const { totp, passkeys, recoveryCodesLeft } = await factors.list(sub);
  return {
    totp: totp.map((row) => ({ createdAt: row.created_at, lastUsedAt: row.last_used_at })),
    passkeys: passkeys.map((row) => ({
      ...{ name: row.name, isBackedUp: row.is_backed_up },
      ...{ createdAt: row.created_at, lastUsedAt: row.last_used_at },
    })),
    recoveryCodesLeft,
  };
}

const peopleFactors = readOperation({
  id: 'people.factors',
  title: { 'zh-CN': '查看人员的二次验证方式', 'en-US': 'See the second factors of a person' },
  method: 'GET',
  path: '/people/:id/factors',
  params: idParams,
  by: ['system-administrator', 'security-administrator'],
  subject: personSubject,
  async read({ services, state }) {
    if (!state) throw problem('not-found');
    return { body: await factorsOf(services, state.sub) };
  },
});

/** For a lost phone: she signs in with her password, and sets up a new one where one is asked for. */
const peopleResetFactors = changeOperation({
  id: 'people.reset-factors',
  title: { 'zh-CN': '清除人员的二次验证方式', 'en-US': 'Reset the second factors of a person' },
  method: 'POST',
  path: '/people/:id/reset-factors',
  params: idParams,
  body: z.strictObject({}),
  by: ['system-administrator'],
  twoPersons: { by: ['security-administrator'] },
  subject: personSubject,
  async plan({ services, state }) {
    if (!state) throw problem('not-found');
    const { sub } = state;
    return {
      before: await factorsOf(services, sub),
      after: { totp: [], passkeys: [], recoveryCodesLeft: 0 },
      async apply(trx) {
        await services.factors.removeAll(trx, sub);
        await services.ender.endAllOf(trx, sub, 'ended-by-administrator');
      },
      applied: () => services.ender.announce(),
    };
  },
});

const body = z.strictObject({
  minimumAcr: z.enum(Object.values(acrValues)),
  /** For relying parties (OpenID Connect Dynamic Client Registration 1.0, 2: `default_acr_values`). */
  defaultAcrValues: z
    .array(z.string().refine((acr) => supportedAcrValues.includes(acr), 'not a supported acr value'))
    .max(supportedAcrValues.length)
    .default([]),
});

const pathOf = {
  role: '/acr-requirements/roles/:id',
  'relying-party': '/acr-requirements/relying-parties/:id',
} as const;

function requirementSubject(kind: RequirementKind) {
  return {
    kind: `acr-requirement-of-${kind}`,
    id: ({ params }: OperationInput) => (params as { id: string }).id,
    load: async (query: Kysely<SsoDatabase>, id: string) =>
      (await query
        .selectFrom('acr_requirement')
        .select(['minimum_acr', 'default_acr_values_json'])
        .where('kind', '=', kind)
        .where('id', '=', id)
        .executeTakeFirst()) ?? null,
  };
}

async function exists({ db }: Services, kind: RequirementKind, id: string): Promise<boolean> {
  const row =
    kind === 'role'
      ? await db.query.selectFrom('role').select('id').where('id', '=', id).executeTakeFirst()
      : await db.query
          .selectFrom('relying_party')
          .select('client_id')
          .where('client_id', '=', id)
          .executeTakeFirst();
  return row !== undefined || (kind === 'role' && administratorRoles.includes(id));
}

const getRequirement = (kind: RequirementKind, id: string, title: { 'zh-CN': string; 'en-US': string }) =>
  readOperation({
    id,
    title,
    method: 'GET',
    path: pathOf[kind],
    params: idParams,
    by: ['system-administrator', 'security-administrator', 'audit-administrator'],
    subject: requirementSubject(kind),
    async read({ services, input: { params } }) {
      if (!(await exists(services, kind, params.id))) throw problem('not-found');
      return { body: await services.requirements.find(kind, params.id) };
    },
  });

const listRoleRequirements = readOperation({
  id: 'acr-requirements.roles.list',
  title: { 'zh-CN': '查看各角色的登录强度要求', 'en-US': 'See how strongly each role has to sign in' },
  method: 'GET',
  path: '/acr-requirements/roles',
  by: ['system-administrator', 'security-administrator', 'audit-administrator'],
  async read({ services }) {
    const { roles } = await services.organisation.structure();
    const ids = [...new Set([...administratorRoles, ...roles.keys()])];
    const list = ids.map(async (id) => ({
      id,
      name: roles.get(id)?.name_json ?? null,
      minimumAcr: (await services.requirements.find('role', id)).minimumAcr,
    }));
    return { body: { roles: await Promise.all(list) } };
  },
});

const putRequirement = (kind: RequirementKind, id: string, title: { 'zh-CN': string; 'en-US': string }) =>
  changeOperation({
    id,
    title,
    method: 'PUT',
    path: pathOf[kind],
    params: idParams,
    body,
    by: ['security-administrator'],
    twoPersons: { by: ['security-administrator', 'system-administrator'] },
    subject: requirementSubject(kind),
    async plan({ services, input: { params, body: to } }) {
      const { requirements } = services;
      if (!(await exists(services, kind, params.id))) throw problem('not-found');
      if (kind === 'role') refuseForRole(params.id, to);
      return {
        before: await requirements.find(kind, params.id),
        after: to,
        apply: (trx) => requirements.put(trx, kind, params.id, to),
        applied: () => requirements.changed(),
        answer: { status: 200 },
      };
    },
  });

function refuseForRole(id: string, to: z.output<typeof body>): void {
  if (to.defaultAcrValues.length > 0) {
    throw invalid('/body/defaultAcrValues', 'only relying parties have default acr values');
  }
  const level = levelOf(to.minimumAcr) ?? passwordLevel;
  if (administratorRoles.includes(id) && level < secondFactorLevel) {
    throw invalid('/body/minimumAcr', 'administrators always need a second factor');
  }
}

export const factorOperations: readonly AdministrationOperation[] = [
  peopleFactors,
  peopleResetFactors,
  listRoleRequirements,
  getRequirement('role', 'acr-requirements.roles.get', {
    'zh-CN': '查看角色的登录强度要求',
    'en-US': 'See how strongly a role has to sign in',
  }),
  putRequirement('role', 'acr-requirements.roles.put', {
    'zh-CN': '设置角色的登录强度要求',
    'en-US': 'Set how strongly a role has to sign in',
  }),
  getRequirement('relying-party', 'acr-requirements.relying-parties.get', {
    'zh-CN': '查看业务系统的登录强度要求',
    'en-US': 'See how strong a sign-in a system asks for',
  }),
  putRequirement('relying-party', 'acr-requirements.relying-parties.put', {
    'zh-CN': '设置业务系统的登录强度要求',
    'en-US': 'Set how strong a sign-in a system asks for',
  }),
];
