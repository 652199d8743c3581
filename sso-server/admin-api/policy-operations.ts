import { problem } from '@yimen/problem';
import type { Kysely } from 'kysely';
import { z } from 'zod';
import { policyProfiles } from '../accounts/policy/policy-profiles.ts';
import { policySetting } from '../accounts/policy/policy-store.ts';
import type { ThrottleRow } from '../accounts/throttle-store.ts';
import type { SsoDatabase } from '../database-schema.ts';
import { foldUsername } from '../organisation/people-store.ts';
import { subOf } from './account-operations.ts';
import { type AdministrationOperation, changeOperation, readOperation } from './operation.ts';
import { nextCursor, paging, readCursor } from './paging.ts';

const policySubject = {
  kind: 'policy',
  id: () => policySetting,
  load: async (query: Kysely<SsoDatabase>) =>
    (await query
      .selectFrom('policy_setting')
      .select('value_json')
      .where('name', '=', policySetting)
      .executeTakeFirst()) ?? null,
};

const policyGet = readOperation({
  id: 'policy.get',
  title: { 'zh-CN': '查看密码与锁定策略', 'en-US': 'See the policy of passwords and lockout' },
  method: 'GET',
  path: '/policy',
  by: ['system-administrator', 'security-administrator', 'audit-administrator'],
  subject: policySubject,
  read: async ({ services }) => ({
    body: {
      profile: services.policy.current().id,
      profiles: Object.values(policyProfiles),
      // Of this server's configuration: changed there, not here.
      sessions: {
        idleSeconds: services.limits.idleSeconds,
        absoluteSeconds: services.limits.absoluteSeconds,
        perPerson: services.sessionLimit.limit,
        beyond: services.sessionLimit.policy,
      },
    },
  }),
});

const policyPut = changeOperation({
  id: 'policy.put',
  title: { 'zh-CN': '更换密码与锁定策略', 'en-US': 'Change the policy of passwords and lockout' },
  method: 'PUT',
  path: '/policy',
  body: z.strictObject({ profile: z.enum(['dengbao-3', 'nist-63b-4']) }),
  by: ['security-administrator'],
  twoPersons: { by: ['security-administrator', 'system-administrator'] },
  subject: policySubject,
  async plan({ services, input: { body }, caller }) {
    const before = services.policy.current().id;
    const plan = { before: { profile: before }, after: { profile: body.profile } };
    if (before === body.profile) return plan;
    return { ...plan, apply: (trx) => services.policy.choose(trx, body.profile, subOf(caller)) };
  },
});

const lockoutKey = z.strictObject({ key: z.string().regex(/^[\w-]{43}$/, 'not a lockout') });
const listQuery = z.strictObject({ ...paging, username: z.string().max(64).optional() });
const position = z.tuple([z.number().int(), z.string()]);

const lockoutsList = readOperation({
  id: 'lockouts.list',
  title: { 'zh-CN': '查看登录锁定', 'en-US': 'See lockouts' },
  method: 'GET',
  path: '/lockouts',
  query: listQuery,
  by: ['security-administrator'],
  async read({ services, input: { query } }) {
    const { windowSeconds } = services.policy.current().lockout;
    const name = query.username === undefined ? undefined : foldUsername(query.username);
    const [lastAt, key] = readCursor(position, query.cursor) ?? [];
    const rows = await services.throttleStore.pageOfLockouts({
      since: services.now() - windowSeconds * 1000,
      usernames: name === undefined ? undefined : [name, services.concealName(name)],
      after: lastAt === undefined || key === undefined ? undefined : { lastAt, key },
      limit: query.limit,
    });
    const cursor = nextCursor(rows, query.limit, (row) => [row.last_at, row.key]);
    return { body: { lockouts: rows.map((row) => presentLockout(row, services.now())), cursor } };
  },
});

const lockoutsLift = changeOperation({
  id: 'lockouts.lift',
  title: { 'zh-CN': '解除一处登录锁定', 'en-US': 'Lift one lockout' },
  method: 'DELETE',
  path: '/lockouts/:key',
  params: lockoutKey,
  by: ['security-administrator'],
  async plan({ services, input: { params } }) {
    const row = await services.throttleStore.findLockout(params.key);
    if (!row) throw problem('not-found');
    return {
      before: presentLockout(row, services.now()),
      after: null,
      apply: (trx) => services.throttleStore.removeLockout(trx, params.key),
      answer: { status: 204 },
    };
  },
});

function presentLockout(row: ThrottleRow, now: number) {
  return {
    key: row.key,
    kind: row.kind,
    username: row.username_folded,
    sub: row.sub,
    network: row.network,
    failures: row.failures,
    lastAt: row.last_at,
    blockedUntil: row.blocked_until_at,
    isBlocked: (row.blocked_until_at ?? 0) > now,
  };
}

export const policyOperations: readonly AdministrationOperation[] = [
  policyGet,
  policyPut,
  lockoutsList,
  lockoutsLift,
];
