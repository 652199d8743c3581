import { problem } from '@yimen/problem';
import { z } from 'zod';
import { hashOfCode, newActivationCode } from '../accounts/activation-codes.ts';
import type { PersonRow } from '../organisation/people-store.ts';
import { paths } from '../provider/paths.ts';
import type { Services } from '../services.ts';
import { type AdministrationCaller, isAdministrator } from './administrators.ts';
import { keepAdministrator, keepAdministratorIn } from './last-administrator.ts';
import { type AdministrationOperation, changeOperation } from './operation.ts';
import { idParams } from './schemas.ts';
import { personSubject } from './subjects.ts';

const nothing = z.strictObject({});
/** What waits for approval carries the hash of the code; `complete` puts it there, whatever was sent. */
const withCode = z.strictObject({ codeHash: z.string().max(100).optional() });

/** An administrator's account is not handed over by one person alone. */
const isOfAdministrator = ({ state }: { state: PersonRow | null }) =>
  isAdministrator(state?.roles_json ?? []);

export const subOf = (caller: AdministrationCaller): string | null =>
  caller.kind === 'person' ? caller.sub : null;

function activity(services: Services, state: PersonRow, isActive: boolean) {
  const plan = { before: { isActive: state.is_active }, after: { isActive } };
  if (state.is_active === isActive) return plan;
  return {
    ...plan,
    async apply(trx: Parameters<Services['people']['put']>[0]) {
      await services.people.put(trx, { ...state, is_active: isActive, updated_at: services.now() });
      if (!isActive) await services.ender.endAllOf(trx, state.sub, 'account-disabled');
    },
    applied: () => services.ender.announce(),
  };
}

const peopleDisable = changeOperation({
  id: 'people.disable',
  title: { 'zh-CN': '停用账号', 'en-US': 'Disable an account' },
  method: 'POST',
  path: '/people/:id/disable',
  params: idParams,
  body: nothing,
  by: ['system-administrator', 'security-administrator'],
  subject: personSubject,
  async plan({ services, state }) {
    if (!state) throw problem('not-found');
    const after = { isActive: false, roles: state.roles_json };
    await keepAdministrator(services.db.query, state, after);
    return keepAdministratorIn(activity(services, state, false), state, after);
  },
});

const peopleEnable = changeOperation({
  id: 'people.enable',
  title: { 'zh-CN': '启用账号', 'en-US': 'Enable an account' },
  method: 'POST',
  path: '/people/:id/enable',
  params: idParams,
  body: nothing,
  by: ['system-administrator'],
  twoPersons: { by: ['security-administrator'], when: isOfAdministrator },
  subject: personSubject,
  async plan({ services, state }) {
    if (!state) throw problem('not-found');
    return activity(services, state, true);
  },
});

const peopleResetPassword = changeOperation({
  id: 'people.reset-password',
  title: { 'zh-CN': '重置密码并发放激活码', 'en-US': 'Reset a password and issue an activation code' },
  method: 'POST',
  path: '/people/:id/reset-password',
  params: idParams,
  body: withCode,
  by: ['system-administrator'],
  twoPersons: { by: ['security-administrator'], when: isOfAdministrator },
  subject: personSubject,
  complete(input) {
    // Made before anybody approves, and told to whoever asked; what waits for approval is its hash.
    const code = newActivationCode();
    const body = { codeHash: hashOfCode(code) };
    return { input: { ...input, body }, tell: { code, path: paths.activate } };
  },
  async plan({ services, input, caller, state }) {
    if (!state) throw problem('not-found');
    const { codeHash = '' } = input.body;
    const expiresAt = services.activation.expiry();
    const credential = await services.credentials.find(state.sub);
    return {
      before: { password: credential ? 'set' : 'none' },
      after: { password: 'none', activationExpiresAt: expiresAt },
      apply: (trx) => services.passwords.reset(trx, { sub: state.sub, codeHash, by: subOf(caller) }),
      applied: () => services.ender.announce(),
      answer: { status: 200, body: { username: state.username, expiresAt } },
    };
  },
});

const peopleLiftLockouts = changeOperation({
  id: 'people.lift-lockouts',
  title: { 'zh-CN': '解除某人的登录锁定', 'en-US': 'Lift all lockouts of a person' },
  method: 'POST',
  path: '/people/:id/lift-lockouts',
  params: idParams,
  body: nothing,
  by: ['security-administrator'],
  subject: personSubject,
  async plan({ services, state }) {
    if (!state) throw problem('not-found');
    const lockouts = await services.throttleStore.blockedOf(state.username_folded);
    return {
      before: { lockouts },
      after: { lockouts: [] },
      apply: (trx) => services.throttleStore.removeOf(trx, state.username_folded),
    };
  },
});

export const accountOperations: readonly AdministrationOperation[] = [
  peopleDisable,
  peopleEnable,
  peopleResetPassword,
  peopleLiftLockouts,
];
