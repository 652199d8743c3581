// @vitest-environment jsdom

import { cleanup, fireEvent, screen, within } from '@testing-library/react';
import { renderPortlet } from '@yimen/portlet-sdk/testing';
import { problem } from '@yimen/problem';
import { standInForLayout } from '@yimen/ui/testing';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Policy, PolicyProfile } from '../contract/index.ts';
import { portlet } from '../portlets/identity-policy/client/index.tsx';
import { bePatient } from './be-patient.ts';
import { security } from './people-scene.tsx';
import { InShell } from './portlet-in-shell.tsx';

beforeAll(async () => {
  standInForLayout();
  bePatient();
  await portlet.modes.view();
});
afterEach(cleanup);

const dengbao: PolicyProfile = {
  id: 'dengbao-3',
  password: {
    minimumLength: 8,
    minimumLengthWithSecondFactor: 8,
    classes: 3,
    maximumAgeDays: 90,
    history: 5,
  },
  activationHours: 72,
  lockout: {
    windowSeconds: 900,
    perPlace: { failures: 5, firstWaitSeconds: 900, longestWaitSeconds: 900 },
    perAccount: { failures: 20, secondsBetween: 5 },
    everywhere: { failuresPerMinute: 600, waitSeconds: 30 },
  },
  idleMinutes: 30,
};
const nist: PolicyProfile = {
  ...dengbao,
  id: 'nist-63b-4',
  password: { ...dengbao.password, minimumLength: 15, classes: 0, maximumAgeDays: null },
  lockout: { ...dengbao.lockout, perPlace: { failures: 5, firstWaitSeconds: 30, longestWaitSeconds: 3600 } },
};
const policy: Policy = {
  profile: 'nist-63b-4',
  profiles: [dengbao, nist],
  sessions: { idleSeconds: 1800, absoluteSeconds: 43_200, perPerson: 2, beyond: 'ask' },
  revision: 'r-7',
};
const name = (chinese: string, english: string) => ({ 'zh-CN': chinese, 'en-US': english });
const roles = {
  roles: [
    {
      id: 'system-administrator',
      name: name('系统管理员', 'System administrator'),
      minimumAcr: 'urn:yimen:acr:second-factor',
    },
    { id: 'staff', name: name('工作人员', 'Staff'), minimumAcr: 'urn:yimen:acr:password' },
  ],
};
const limits = {
  everybody: { limit: 0, policy: 'end-oldest' },
  roles: { 'system-administrator': { limit: 1, policy: 'refuse' } },
  revision: 'l-3',
};
const waiting = { pendingChange: { id: 'c-1', state: 'pending', expiresAt: 0 } };

const show = (options: Parameters<typeof renderPortlet>[1] = {}) =>
  renderPortlet(portlet, {
    wrapper: InShell,
    user: security,
    onAction: () => waiting,
    ...options,
    resources: {
      policy,
      roles,
      limits,
      requirement: { minimumAcr: 'urn:yimen:acr:password', revision: 'q-1' },
      ...options.resources,
    },
  });

describe('identity-policy', () => {
  it('shows both profiles, the one in force first, and marks where they differ', async () => {
    const view = await show();
    const table = within(await screen.findByRole('table', { name: '密码与登录锁定' }));
    expect(table.getAllByRole('columnheader').map(({ textContent }) => textContent)[1]).toContain(
      'NIST 800-63B-4现行',
    );
    expect(table.getByRole('row', { name: '密码最短长度 不同 15 个字符 8 个字符' })).toBeTruthy();
    expect(table.getByRole('row', { name: '激活码有效期 72 小时 72 小时' })).toBeTruthy();
    expect(table.getByText('30 秒，逐次加倍，最长 1 小时')).toBeTruthy();
    expect(screen.getByText('2 处，超出时询问本人')).toBeTruthy();
    view.setLocale('en-US');
    expect(
      await screen.findByRole('row', { name: 'Age of passwords Differs No limit 90 days' }),
    ).toBeTruthy();
  });

  it('proposes the other profile to the revision that is shown, and says that it waits', async () => {
    const view = await show();
    fireEvent.click(await screen.findByRole('button', { name: '改用「等保三级」' }));
    fireEvent.click(within(await screen.findByRole('dialog')).getByRole('button', { name: '提交审批' }));
    await expect.poll(() => view.notices[0]?.content).toBe('已提交，待另一位管理员审批');
    expect(view.sent).toMatchObject([
      { method: 'PUT', path: '/api/admin/policy', body: { profile: 'dengbao-3' }, ifMatch: 'r-7' },
    ]);
  });

  it('proposes how strongly a role signs in; administrators cannot be let in with a password', async () => {
    const view = await show();
    fireEvent.click(await screen.findByRole('button', { name: '修改 系统管理员 的登录强度' }));
    const fixed = within(await screen.findByRole('dialog'));
    expect(fixed.queryByRole('radio', { name: '密码即可' })).toBeNull();
    fireEvent.click(fixed.getByRole('button', { name: '取消' }));
    await expect.poll(() => screen.queryByRole('dialog')).toBeNull();
    fireEvent.click(screen.getByRole('button', { name: '修改 工作人员 的登录强度' }));
    const dialog = within(await screen.findByRole('dialog'));
    fireEvent.click(dialog.getByRole('radio', { name: '密码加二次验证' }));
    fireEvent.click(dialog.getByRole('button', { name: '提交审批' }));
    await expect
      .poll(() => view.sent)
      .toMatchObject([
        {
          method: 'PUT',
          path: '/api/admin/acr-requirements/roles/staff',
          body: { minimumAcr: 'urn:yimen:acr:second-factor' },
          ifMatch: 'q-1',
        },
      ]);
  });

  it('proposes how often people of a role may be signed in at once, and leaves other roles as they are', async () => {
    const view = await show();
    const table = within(await screen.findByRole('table', { name: '各角色的同时登录数' }));
    expect(table.getByRole('row', { name: /系统管理员 1 处，超出时拒绝新的登录/ })).toBeTruthy();
    fireEvent.click(table.getByRole('button', { name: '修改 工作人员 的同时登录数' }));
    const dialog = within(await screen.findByRole('dialog'));
    const submit = dialog.getByRole<HTMLButtonElement>('button', { name: '提交审批' });
    expect(submit.disabled).toBe(true);
    fireEvent.click(dialog.getByRole('radio', { name: '单独限制' }));
    fireEvent.change(dialog.getByRole('spinbutton', { name: '最多同时登录处数' }), {
      target: { value: '3' },
    });
    fireEvent.click(dialog.getByRole('radio', { name: '询问本人' }));
    fireEvent.click(submit);
    await expect
      .poll(() => view.sent)
      .toMatchObject([
        {
          ...{ method: 'PUT', path: '/api/admin/session-limits', ifMatch: 'l-3' },
          body: { roles: { ...limits.roles, staff: { limit: 3, policy: 'ask' } } },
        },
      ]);
  });

  it('takes the limit of a role away again', async () => {
    const view = await show();
    fireEvent.click(await screen.findByRole('button', { name: '修改 系统管理员 的同时登录数' }));
    const dialog = within(await screen.findByRole('dialog'));
    fireEvent.click(dialog.getByRole('radio', { name: '按全员规定' }));
    fireEvent.click(dialog.getByRole('button', { name: '提交审批' }));
    await expect.poll(() => view.sent).toMatchObject([{ body: { roles: {} }, ifMatch: 'l-3' }]);
  });

  it('shows others the policy, and offers them no change', async () => {
    await show({ user: { sub: 'p-auditor', roles: ['audit-administrator'] } });
    expect(await screen.findByText('由安全管理员提出更改。')).toBeTruthy();
    expect(screen.queryByRole('button')).toBeNull();
  });

  it('lets a failure be tried again', async () => {
    const view = await show({ resources: { policy: problem('service-unavailable') } });
    await screen.findByRole('alert');
    view.answer('policy', policy);
    fireEvent.click(screen.getByRole('button', { name: '重试' }));
    expect(await screen.findByRole('table', { name: '密码与登录锁定' })).toBeTruthy();
  });
});
