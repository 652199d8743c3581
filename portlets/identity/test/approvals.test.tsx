// @vitest-environment jsdom

import { cleanup, fireEvent, screen, within } from '@testing-library/react';
import { type RenderedPortlet, renderPortlet } from '@yimen/portlet-sdk/testing';
import { problem } from '@yimen/problem';
import { standInForLayout } from '@yimen/ui/testing';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { PendingChange } from '../contract/index.ts';
import { portlet } from '../portlets/identity-approvals/client/index.tsx';
import { bePatient } from './be-patient.ts';
import { InShell } from './portlet-in-shell.tsx';
import { organisation, pendingChange } from './samples.ts';

beforeAll(async () => {
  standInForLayout();
  bePatient();
  await portlet.modes.view();
});
afterEach(cleanup);

const page = (...pendingChanges: PendingChange[]) => ({ pendingChanges, cursor: null });
type Options = Parameters<typeof renderPortlet>[1];

function show(pending: unknown, options: Options = {}): Promise<RenderedPortlet> {
  return renderPortlet(portlet, {
    wrapper: InShell,
    user: { sub: 'p-sysadmin', roles: ['staff', 'system-administrator'] },
    ...options,
    resources: { pending: pending as never, organisation },
  });
}

describe('identity-approvals', () => {
  it('shows what waits, with before and after in names, not ids', async () => {
    const view = await show(page(pendingChange()));
    const card = within(await screen.findByRole('region', { name: /调整人员角色：王芳/ }));
    expect(view.reads[0]).toBe('/api/admin/pending-changes?limit=20&state=pending');
    expect(card.getByText(/严守正（安全管理员）于 2026-11-24/)).toBeTruthy();
    const row = within(card.getByRole('row', { name: /角色/ }));
    expect(await row.findByText('工作人员')).toBeTruthy();
    expect(row.getByText('增加 支付审核')).toBeTruthy();
    view.setLocale('en-US');
    expect(await screen.findByRole('region', { name: /Give a person roles: Wang Fang/ })).toBeTruthy();
    expect(screen.getByText('added Payment reviewer')).toBeTruthy();
  });

  it('approves with a reason, and tells the other windows', async () => {
    const view = await show(page(pendingChange()), { onAction: () => ({ state: 'approved' }) });
    fireEvent.click(await screen.findByRole('button', { name: '审批通过' }));
    const dialog = within(await screen.findByRole('dialog'));
    fireEvent.change(dialog.getByLabelText('理由'), { target: { value: ' 情况属实 ' } });
    fireEvent.click(dialog.getByRole('button', { name: '审批通过' }));
    await expect.poll(() => view.notices[0]?.content).toBe('已审批通过，变更已生效');
    expect(view.sent).toMatchObject([
      { method: 'POST', path: '/api/admin/pending-changes/c-1/approve', body: { reason: '情况属实' } },
    ]);
    expect(view.published).toEqual([{ name: 'identity.changed', payload: { isWaiting: false } }]);
  });

  it('refuses only with a reason', async () => {
    const view = await show(page(pendingChange()), { onAction: () => ({ state: 'refused' }) });
    fireEvent.click(await screen.findByRole('button', { name: '退回' }));
    const dialog = within(await screen.findByRole('dialog'));
    fireEvent.click(dialog.getByRole('button', { name: '退回' }));
    expect(await dialog.findByText('请填写退回的理由')).toBeTruthy();
    expect(view.sent).toEqual([]);
  });

  it('says that a request is void when its subject has changed meanwhile', async () => {
    const onAction = () => {
      throw problem('revision-outdated');
    };
    await show(page(pendingChange()), { onAction });
    fireEvent.click(await screen.findByRole('button', { name: '审批通过' }));
    const dialog = within(await screen.findByRole('dialog'));
    fireEvent.click(dialog.getByRole('button', { name: '审批通过' }));
    expect(await dialog.findByText(/此申请作废/)).toBeTruthy();
  });

  it('marks own requests, which can only be withdrawn, and names who has to approve others', async () => {
    const own = pendingChange({
      requestedBy: { sub: 'p-sysadmin', username: 'sysadmin', role: 'system-administrator' },
    });
    const others = pendingChange({ id: 'c-2', mayApprove: ['security-administrator'] });
    await show(page(own, others));
    expect(await screen.findByText('本人提交')).toBeTruthy();
    expect(screen.getByRole('button', { name: '撤回' })).toBeTruthy();
    expect(screen.queryByRole('button', { name: '审批通过' })).toBeNull();
    expect(screen.getByText('须由安全管理员审批')).toBeTruthy();
  });

  it('shows the history with who decided and why, filtered by state', async () => {
    const refused = pendingChange({
      state: 'refused',
      decidedBy: {
        sub: 'p-sysadmin',
        username: 'sysadmin',
        name: { 'zh-CN': '顾明远', 'en-US': 'Gu Mingyuan' },
      },
      decidedAt: Date.UTC(2026, 10, 24, 3),
      reason: '材料不全',
    });
    const view = await show(page(refused), { renderParameters: { show: 'history' } });
    expect(await screen.findByText(/顾明远 于 2026-11-24 11:00 办理 · 理由：材料不全/)).toBeTruthy();
    expect(view.reads).toContain('/api/admin/pending-changes?limit=20');
    expect(screen.queryByRole('button', { name: '审批通过' })).toBeNull();
  });

  it('says when there is nothing, and lets a failure be tried again', async () => {
    const view = await show(page());
    expect(await screen.findByText('没有待审批的变更')).toBeTruthy();
    view.unmount();
    const failing = await show(problem('service-unavailable'));
    expect(await screen.findByRole('alert')).toBeTruthy();
    failing.answer('pending', page(pendingChange()) as never);
    fireEvent.click(screen.getByRole('button', { name: '重试' }));
    expect(await screen.findByRole('region', { name: /调整人员角色/ })).toBeTruthy();
  });

  it('reads its list again when another window has submitted a change', async () => {
    const view = await show(page());
    await screen.findByText('没有待审批的变更');
    view.answer('pending', page(pendingChange()) as never);
    view.deliver('identity.changed', { isWaiting: true });
    expect(await screen.findByRole('region', { name: /调整人员角色/ })).toBeTruthy();
  });
});
