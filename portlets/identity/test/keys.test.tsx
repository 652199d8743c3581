// @vitest-environment jsdom

import { cleanup, configure, fireEvent, screen, within } from '@testing-library/react';
import { type RenderedPortlet, renderPortlet } from '@yimen/portlet-sdk/testing';
import { problem } from '@yimen/problem';
import { standInForLayout } from '@yimen/ui/testing';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Key } from '../contract/key.ts';
import { portlet } from '../portlets/identity-keys/client/index.tsx';
import { InShell } from './portlet-in-shell.tsx';

beforeAll(async () => {
  standInForLayout();
  configure({ asyncUtilTimeout: 10_000 });
  await portlet.modes.view();
});
afterEach(cleanup);

const key = (overrides: Partial<Key>): Key => ({
  id: 'k-1',
  purpose: 'ES256',
  state: 'current',
  createdAt: '2026-09-01T00:00:00.000Z',
  activeAt: '2026-09-03T00:00:00.000Z',
  supersededAt: null,
  retiredAt: null,
  ...overrides,
});
const keys = {
  keys: [
    key({ id: 'k-2', state: 'next', activeAt: '2026-12-01T16:00:00.000Z' }),
    key({}),
    key({ id: 'k-3', purpose: 'cookie' }),
  ],
};
type Options = Parameters<typeof renderPortlet>[1];

function show(options: Options = {}): Promise<RenderedPortlet> {
  return renderPortlet(portlet, {
    wrapper: InShell,
    user: { sub: 'p-sysadmin', roles: ['staff', 'system-administrator'] },
    ...options,
    resources: { keys, ...options.resources },
  });
}

describe('identity-keys', () => {
  it('shows states, dates and the next rotation, in both languages', async () => {
    const view = await show();
    expect(await screen.findByText('令牌签名 ES256：下次轮换 2026-12-02 00:00')).toBeTruthy();
    expect(screen.getByText(/Cookie 签名：下一把密钥尚未生成/)).toBeTruthy();
    const row = within(screen.getByRole('row', { name: /k-2/ }));
    expect(row.getByText('已公布，待启用')).toBeTruthy();
    view.setLocale('en-US');
    expect(await screen.findByText('Published, next')).toBeTruthy();
  });

  it('submits an emergency, which another administrator has to approve', async () => {
    const view = await show({ onAction: () => ({ pendingChange: { id: 'c-1' } }) });
    fireEvent.click(await screen.findByRole('button', { name: '紧急更换' }));
    const dialog = within(await screen.findByRole('dialog', { name: '紧急更换密钥' }));
    fireEvent.click(dialog.getByRole('button', { name: '紧急更换' }));
    expect(await dialog.findByText('请至少选择一种')).toBeTruthy();
    expect(view.sent).toEqual([]);
    fireEvent.click(dialog.getByRole('checkbox', { name: '令牌签名 ES256' }));
    fireEvent.click(dialog.getByRole('button', { name: '紧急更换' }));
    await expect.poll(() => view.sent[0]?.path).toBe('/api/admin/keys/replace');
    expect(view.sent[0]?.body).toEqual({ purposes: ['ES256'] });
    await expect.poll(() => view.notices[0]?.content).toBe('已提交，待另一位管理员审批');
  });

  it('rotates ahead what is not planned already', async () => {
    const view = await show({ onAction: () => ({ pendingChange: { id: 'c-2' } }) });
    fireEvent.click(await screen.findByRole('button', { name: '提前轮换' }));
    const dialog = within(await screen.findByRole('dialog', { name: '提前轮换密钥' }));
    expect(dialog.getByRole('checkbox', { name: '令牌签名 ES256' }).hasAttribute('disabled')).toBe(true);
    fireEvent.click(dialog.getByRole('checkbox', { name: 'Cookie 签名' }));
    fireEvent.click(dialog.getByRole('button', { name: '提前轮换' }));
    await expect.poll(() => view.sent[0]?.path).toBe('/api/admin/keys/rotate');
    expect(view.sent[0]?.body).toEqual({ purposes: ['cookie'] });
  });

  it('offers it to the system administrator alone, and lets a failure be tried again', async () => {
    const view = await show({ user: { sub: 'p-secadmin', roles: ['security-administrator'] } });
    expect(await screen.findByText('轮换和更换由系统管理员提交')).toBeTruthy();
    expect(screen.queryByRole('button', { name: '紧急更换' })).toBeNull();
    view.unmount();
    await show({ resources: { keys: problem('service-unavailable') } });
    expect(await screen.findByRole('button', { name: '重试' })).toBeTruthy();
  });
});
