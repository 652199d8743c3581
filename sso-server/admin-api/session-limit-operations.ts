import type { FieldError } from '@yimen/problem';
import { problem } from '@yimen/problem';
import type { Kysely } from 'kysely';
import { z } from 'zod';
import type { SsoDatabase } from '../database-schema.ts';
import { roleLimitsSchema, sessionLimitSetting } from '../sessions/session-limit-rules.ts';
import { subOf } from './account-operations.ts';
import { type AdministrationOperation, changeOperation, readOperation } from './operation.ts';
import { canonicalJson, revisionOf } from './revision.ts';

const subject = {
  kind: 'session-limits',
  id: () => sessionLimitSetting,
  load: async (query: Kysely<SsoDatabase>) =>
    (await query
      .selectFrom('policy_setting')
      .select('value_json')
      .where('name', '=', sessionLimitSetting)
      .executeTakeFirst()) ?? null,
};

const get = readOperation({
  id: 'session-limits.get',
  title: { 'zh-CN': '查看同时登录数限制', 'en-US': 'See how often people may be signed in at once' },
  method: 'GET',
  path: '/session-limits',
  by: ['system-administrator', 'security-administrator', 'audit-administrator'],
  subject,
  async read({ services: { sessionLimitRules }, state }) {
    const revision = revisionOf(state);
    return {
      body: { everybody: sessionLimitRules.fallback, roles: sessionLimitRules.roles() },
      ...(revision !== null && { headers: { etag: `"${revision}"` } }),
    };
  },
});

const put = changeOperation({
  id: 'session-limits.put',
  title: {
    'zh-CN': '设置角色的同时登录数限制',
    'en-US': 'Limit how often people of a role may be signed in',
  },
  method: 'PUT',
  path: '/session-limits',
  body: z.strictObject({ roles: roleLimitsSchema }),
  by: ['security-administrator'],
  twoPersons: { by: ['security-administrator', 'system-administrator'] },
  subject,
  async plan({ services, input: { body }, caller, state }) {
    const { roles: known } = await services.organisation.structure();
    const errors = Object.keys(body.roles).flatMap((role): FieldError[] =>
      known.has(role) ? [] : [{ pointer: `/body/roles/${role}`, detail: `there is no role ${role}` }],
    );
    if (errors.length > 0) throw problem('invalid-input', { errors });
    const before = { roles: roleLimitsSchema.parse(state?.value_json ?? {}) };
    const plan = { before, after: { roles: body.roles }, answer: { status: 200 } };
    if (canonicalJson(before.roles) === canonicalJson(body.roles)) return plan;
    return {
      ...plan,
      apply: (trx) => services.sessionLimitRules.put(trx, body.roles, subOf(caller)),
      applied: () => services.sessionLimitRules.changed(),
    };
  },
});

export const sessionLimitOperations: readonly AdministrationOperation[] = [get, put];
