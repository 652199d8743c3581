// @vitest-environment jsdom

import { cleanup, fireEvent, screen, within } from '@testing-library/react';
import { standInForLayout } from '@yimen/ui/testing';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { portlet } from '../portlets/identity-people/client/index.tsx';
import { bePatient } from './be-patient.ts';
import { security, showPeople } from './people-scene.tsx';
import { person } from './samples.ts';

beforeAll(async () => {
  standInForLayout();
  bePatient();
  await portlet.modes.view();
});
afterEach(cleanup);

const open = { renderParameters: { person: 'p-wangfang' } };
const dialog = async () => within(await screen.findByRole('dialog'));
const waiting = { pendingChange: { id: 'c-1', state: 'pending', expiresAt: 0 } };

describe('a person’s page', () => {
  it('shows post, roles, account, factors, sessions and what is planned', async () => {
    await showPeople({
      ...open,
      resources: {
        person: person({
          scheduledChanges: [{ id: 'x', kind: 'leave', day: '2026-12-31', state: 'pending' }],
          lockouts: [{}, {}],
        }) as never,
        factors: { totp: [{ createdAt: 1, lastUsedAt: null }], passkeys: [], recoveryCodesLeft: 9 },
      },
    });
    expect(await screen.findByText('国库支付中心')).toBeTruthy();
    expect(screen.getByText('已设置（2026-11-01 08:00）')).toBeTruthy();
    expect(screen.getByText('已锁定（2 处）')).toBeTruthy();
    expect(await screen.findByText('动态口令 1 个，恢复码剩余 9 个')).toBeTruthy();
    expect(await screen.findByText(/^1 个/)).toBeTruthy();
    expect(screen.getByText('2026-12-31 离职')).toBeTruthy();
  });

  it('ends one sign-in of hers, told by device, address and time', async () => {
    const view = await showPeople({ ...open, onAction: () => ({ ended: 1 }) });
    expect(await screen.findByText('Chrome 130 · 10.1.2.3')).toBeTruthy();
    expect(screen.getByText('2026-11-24 08:30 登录，最近活动 2026-11-24 09:00 · 一门门户')).toBeTruthy();
    fireEvent.click(screen.getByRole('button', { name: '结束' }));
    view.answer('sessions', { sessions: [], cursor: null });
    fireEvent.click((await dialog()).getByRole('button', { name: '结束' }));
    expect(await screen.findByText('当前没有登录')).toBeTruthy();
    expect(view.sent).toMatchObject([{ method: 'DELETE', path: '/api/admin/sessions/s-1' }]);
  });

  it('disables an account after saying what happens', async () => {
    const view = await showPeople({ ...open, onAction: () => ({ isActive: false }) });
    fireEvent.click(await screen.findByRole('button', { name: '停用账号' }));
    const asked = await dialog();
    expect(asked.getByText(/立即结束其全部登录/)).toBeTruthy();
    view.answer('person', person({ isActive: false }) as never);
    fireEvent.click(asked.getByRole('button', { name: '停用账号' }));
    expect(await screen.findByRole('button', { name: '启用账号' })).toBeTruthy();
    expect(view.sent).toMatchObject([
      { method: 'POST', path: '/api/admin/people/p-wangfang/disable', body: {} },
    ]);
    expect(view.notices[0]?.content).toBe('账号已停用，全部登录已结束');
  });

  it('shows an activation code once, to be copied', async () => {
    const copied: string[] = [];
    Object.assign(navigator, { clipboard: { writeText: async (text: string) => void copied.push(text) } });
    const view = await showPeople({
      ...open,
      onAction: () => ({ code: 'ABCD-EFGH', path: '/activate', username: 'wangfang', expiresAt: 1 }),
    });
    fireEvent.click(await screen.findByRole('button', { name: '重置密码' }));
    fireEvent.click((await dialog()).getByRole('button', { name: '重置密码' }));
    expect(await screen.findByText('ABCD-EFGH')).toBeTruthy();
    fireEvent.click(screen.getByRole('button', { name: '复制' }));
    await expect.poll(() => view.notices.at(-1)?.content).toBe('已复制');
    expect(copied).toEqual(['ABCD-EFGH']);
    for (const button of screen.getAllByRole('button', { name: '关闭' }).slice(-1)) fireEvent.click(button);
    await expect.poll(() => screen.queryByText('ABCD-EFGH')).toBeNull();
    expect(JSON.stringify(view.context.renderParameters.get())).not.toContain('ABCD');
  });

  it('says that a change of roles waits for another administrator', async () => {
    const view = await showPeople({ ...open, user: security, onAction: () => waiting });
    fireEvent.click(await screen.findByRole('button', { name: '调整角色' }));
    const roles = await dialog();
    fireEvent.click(
      await within(roles.getByRole('group', { name: '角色' })).findByRole('checkbox', { name: '支付审核' }),
    );
    fireEvent.click(roles.getByRole('button', { name: '确定' }));
    await expect.poll(() => view.notices[0]?.content).toBe('已提交，待另一位管理员审批');
    expect(view.sent).toMatchObject([
      {
        method: 'PUT',
        path: '/api/admin/people/p-wangfang/roles',
        body: { roles: ['staff', 'payment-reviewer'] },
        ifMatch: 'r-1',
      },
    ]);
    expect(view.published).toEqual([{ name: 'identity.changed', payload: { isWaiting: true } }]);
  });

  it('plans a transfer only with a day', async () => {
    const view = await showPeople({ ...open, onAction: () => ({}) });
    fireEvent.click(await screen.findByRole('button', { name: '安排变动' }));
    const plan = await dialog();
    fireEvent.click(plan.getByRole('button', { name: '确定' }));
    expect(await plan.findByText('请选择生效日期')).toBeTruthy();
    expect(view.sent).toEqual([]);
    fireEvent.click(plan.getByRole('radio', { name: '离职' }));
    expect(plan.queryByText('调入单位')).toBeNull();
    const day = plan.getByRole('textbox', { name: '生效日期' });
    fireEvent.mouseDown(day);
    fireEvent.change(day, { target: { value: '2026-12-31' } });
    fireEvent.keyDown(day, { key: 'Enter', code: 'Enter', keyCode: 13 });
    fireEvent.click(plan.getByRole('button', { name: '确定' }));
    await expect.poll(() => view.sent[0]?.body).toEqual({ kind: 'leave', day: '2026-12-31' });
  });

  it('offers each administrator only what is hers', async () => {
    await showPeople({ ...open, user: security, resources: { person: person({ lockouts: [{}] }) as never } });
    for (const name of ['停用账号', '调整角色', '解除锁定']) {
      expect(await screen.findByRole('button', { name })).toBeTruthy();
    }
    for (const name of ['修改', '重置密码', '安排变动']) {
      expect(screen.queryByRole('button', { name })).toBeNull();
    }
  });
});
