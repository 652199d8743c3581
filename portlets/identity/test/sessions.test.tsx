// @vitest-environment jsdom

import { cleanup, configure, fireEvent, screen, within } from '@testing-library/react';
import { type RenderedPortlet, renderPortlet } from '@yimen/portlet-sdk/testing';
import { problem } from '@yimen/problem';
import { standInForLayout } from '@yimen/ui/testing';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { portlet } from '../portlets/identity-sessions/client/index.tsx';
import { receipt, session } from './access-samples.ts';
import { InShell } from './portlet-in-shell.tsx';

beforeAll(async () => {
  standInForLayout();
  configure({ asyncUtilTimeout: 10_000 });
  await portlet.modes.view();
});
afterEach(cleanup);

const sessions = { sessions: [session()], cursor: null };
const receipts = { receipts: [receipt()], cursor: null };
type Options = Parameters<typeof renderPortlet>[1];

function show(options: Options = {}): Promise<RenderedPortlet> {
  return renderPortlet(portlet, {
    wrapper: InShell,
    user: { sub: 'p-sysadmin', roles: ['staff', 'system-administrator'] },
    ...options,
    resources: { sessions, receipts, ...options.resources },
  });
}

describe('identity-sessions', () => {
  it('lists who is signed in where, and searches when asked', async () => {
    const view = await show();
    const row = within(await screen.findByRole('row', { name: /王芳/ }));
    expect(row.getByText('Chrome 130 · 麒麟')).toBeTruthy();
    expect(row.getByText('支付申请')).toBeTruthy();
    fireEvent.change(screen.getByLabelText('用户名'), { target: { value: 'wangfang' } });
    fireEvent.change(screen.getByLabelText('IP 地址'), { target: { value: '10.8.0.7' } });
    fireEvent.click(screen.getByRole('button', { name: '查询' }));
    await expect
      .poll(() => view.reads.at(-1))
      .toBe('/api/admin/sessions?ip=10.8.0.7&limit=20&username=wangfang');
    view.setLocale('en-US');
    expect(await screen.findByText('Wang Fang')).toBeTruthy();
    expect(screen.getByRole('columnheader', { name: 'Systems opened' })).toBeTruthy();
  });

  it('ends one session after asking, and all of a person', async () => {
    const view = await show({ onAction: () => ({ ended: 1 }) });
    fireEvent.click(await screen.findByRole('button', { name: '结束会话 王芳' }));
    const dialog = within(await screen.findByRole('dialog'));
    expect(dialog.getByText(/都会收到退出通知/)).toBeTruthy();
    expect(view.sent).toEqual([]);
    fireEvent.click(dialog.getByRole('button', { name: '结束会话' }));
    await expect.poll(() => view.sent[0]?.path).toBe('/api/admin/sessions/s-1');
    await expect.poll(() => view.notices[0]?.content).toBe('会话已结束，正在通知各系统');
    fireEvent.click(screen.getByRole('button', { name: '结束此人全部会话 王芳' }));
    const all = within(await screen.findByRole('dialog', { name: '结束 王芳 的全部会话？' }));
    fireEvent.click(all.getByRole('button', { name: /结束此人全部会话$/ }));
    await expect.poll(() => view.sent[1]?.path).toBe('/api/admin/people/p-wangfang/sessions');
    expect(view.sent[1]?.method).toBe('DELETE');
  });

  it('keeps the question open when ending failed, and says why', async () => {
    await show({ onAction: () => problem('service-unavailable') });
    fireEvent.click(await screen.findByRole('button', { name: '结束会话 王芳' }));
    const dialog = within(await screen.findByRole('dialog'));
    fireEvent.click(dialog.getByRole('button', { name: '结束会话' }));
    expect(await dialog.findByRole('alert')).toBeTruthy();
  });

  it('shows receipts with attempts and last error, and tries again at once', async () => {
    const view = await show({ renderParameters: { show: 'receipts' }, onAction: () => receipt() });
    const row = within(await screen.findByRole('row', { name: /payments/ }));
    expect(row.getByText('等待送达')).toBeTruthy();
    expect(row.getByText(/ECONNREFUSED/)).toBeTruthy();
    fireEvent.click(row.getByRole('button', { name: '立即重试 payments' }));
    await expect.poll(() => view.sent[0]?.path).toBe('/api/admin/sign-out-receipts/r-1/retry');
    await expect.poll(() => view.notices[0]?.content).toBe('已安排立即重试');
  });

  it('offers no retry to the security administrator, and says when there is nothing', async () => {
    const security = { user: { sub: 'p-secadmin', roles: ['security-administrator'] } };
    const view = await show({ ...security, renderParameters: { show: 'receipts' } });
    expect(await screen.findByText('等待送达')).toBeTruthy();
    expect(screen.queryByRole('button', { name: /立即重试/ })).toBeNull();
    view.unmount();
    await show({ resources: { sessions: { sessions: [], cursor: null } } });
    expect(await screen.findByText('没有符合条件的会话')).toBeTruthy();
  });

  it('pages by cursor and lets a failure be tried again', async () => {
    const view = await show({ resources: { sessions: { ...sessions, cursor: 'next-1' } } });
    fireEvent.click(await screen.findByRole('button', { name: '下一页' }));
    await expect.poll(() => view.reads.at(-1)).toBe('/api/admin/sessions?cursor=next-1&limit=20');
    view.unmount();
    const failing = await show({ resources: { sessions: problem('service-unavailable') } });
    const retry = await screen.findByRole('button', { name: '重试' });
    failing.answer('sessions', sessions as never);
    fireEvent.click(retry);
    expect(await screen.findByText('王芳')).toBeTruthy();
  });
});
