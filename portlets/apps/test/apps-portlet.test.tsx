// @vitest-environment jsdom

import { cleanup, configure, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { renderPortlet } from '@yimen/portlet-sdk/testing';
import { problem } from '@yimen/problem';
import { standInForLayout } from '@yimen/ui/testing';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { BusinessSystem } from '../contract/systems.ts';
import { portletInShell as portlet } from './portlet-in-shell.tsx';

const system = (clientId: string, zh: string, en: string, fields: Partial<BusinessSystem> = {}) => ({
  clientId,
  name: { 'zh-CN': zh, 'en-US': en },
  description: { 'zh-CN': `${zh}的说明`, 'en-US': `About ${en}` },
  url: `http://localhost:4210/${clientId}`,
  icon: clientId,
  ...fields,
});
const budget = system('budget', '预算执行', 'Budget execution');
const payments = system('payments', '支付申请', 'Payment requests');
const assets = system('assets', '资产管理', 'Assets', { description: null, icon: null });
const systems = { systems: [budget, payments, assets] };
const many = {
  systems: Array.from({ length: 12 }, (_, index) => system(`s${index}`, `系统${index}`, `System ${index}`)),
};
const names = () =>
  within(screen.getByRole('list', { name: '业务系统' }))
    .getAllByRole('link')
    .map((link) => link.textContent);

describe('apps portlet', () => {
  beforeAll(() => {
    standInForLayout();
    configure({ asyncUtilTimeout: 8_000 });
  });
  afterEach(cleanup);

  it('opens each system in a tab of its own, in either language', async () => {
    const view = await renderPortlet(portlet, { resources: { systems } });
    const link = await screen.findByRole('link', { name: '预算执行' });
    expect(link.getAttribute('href')).toBe('http://localhost:4210/budget');
    expect(link.getAttribute('target')).toBe('_blank');
    expect(link.getAttribute('rel')).toBe('noopener');
    expect(screen.getByText('支付申请的说明')).toBeTruthy();
    view.setLocale('en-US');
    expect(await screen.findByRole('link', { name: 'Payment requests' })).toBeTruthy();
  });

  it('shows favourites first, in their order, and forgets none that is away just now', async () => {
    const view = await renderPortlet(portlet, {
      resources: { systems },
      preferences: { favourites: ['assets', 'away', 'payments'] },
    });
    await screen.findByRole('link', { name: '资产管理' });
    expect(names()).toEqual(['资产管理', '支付申请', '预算执行']);
    fireEvent.click(screen.getByRole('button', { name: '整理常用' }));
    fireEvent.click(screen.getByRole('button', { name: '前移 支付申请' }));
    await waitFor(() => expect(names()).toEqual(['支付申请', '资产管理', '预算执行']));
    expect(view.context.preferences.get().favourites).toEqual(['payments', 'away', 'assets']);
    expect(view.notices[0]?.content).toBe('支付申请排在常用第 1 位，共 2 个');
  });

  it('makes a system a favourite and takes that back', async () => {
    const view = await renderPortlet(portlet, { resources: { systems } });
    fireEvent.click(await screen.findByRole('button', { name: '整理常用' }));
    fireEvent.click(screen.getByRole('button', { name: '设为常用 支付申请' }));
    await waitFor(() => expect(names()[0]).toBe('支付申请'));
    fireEvent.click(screen.getByRole('button', { name: '取消常用 支付申请' }));
    await waitFor(() => expect(view.context.preferences.get().favourites).toEqual([]));
  });

  it('cannot be arranged when the administrator has fixed the favourites', async () => {
    await renderPortlet(portlet, { resources: { systems }, readOnlyPreferences: ['favourites'] });
    fireEvent.click(await screen.findByRole('button', { name: '整理常用' }));
    const button = screen.getByRole<HTMLButtonElement>('button', { name: '设为常用 支付申请' });
    expect(button.disabled).toBe(true);
  });

  it('goes from tile to tile by arrow keys', async () => {
    await renderPortlet(portlet, { resources: { systems } });
    const first = await screen.findByRole('link', { name: '预算执行' });
    first.focus();
    fireEvent.keyDown(first, { key: 'ArrowRight' });
    expect(document.activeElement?.textContent).toBe('支付申请');
    fireEvent.keyDown(document.activeElement as Element, { key: 'End' });
    expect(document.activeElement?.textContent).toBe('资产管理');
    fireEvent.keyDown(document.activeElement as Element, { key: 'ArrowLeft' });
    expect(document.activeElement?.textContent).toBe('支付申请');
  });

  it('offers a search only when there are many systems', async () => {
    await renderPortlet(portlet, { resources: { systems } });
    await screen.findByRole('link', { name: '预算执行' });
    expect(screen.queryByRole('textbox')).toBeNull();
    cleanup();
    await renderPortlet(portlet, { resources: { systems: many } });
    const field = await screen.findByRole('textbox', { name: '查找系统' });
    fireEvent.change(field, { target: { value: 'system 11' } });
    expect(names()).toEqual(['系统11']);
    fireEvent.change(field, { target: { value: '无此系统' } });
    expect(await screen.findByText('没有找到这个系统')).toBeTruthy();
  });

  it('says that there is nothing, and offers 重试 when the sso-server is down', async () => {
    await renderPortlet(portlet, { resources: { systems: { systems: [] } } });
    expect(await screen.findByText('暂无可以使用的业务系统')).toBeTruthy();
    cleanup();
    await renderPortlet(portlet, { resources: { systems: problem('service-unavailable') } });
    expect(await screen.findByRole('button', { name: '重试' })).toBeTruthy();
  });
});
