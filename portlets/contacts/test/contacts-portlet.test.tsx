// @vitest-environment jsdom

import { cleanup, configure, fireEvent, screen, waitFor } from '@testing-library/react';
import { renderPortlet } from '@yimen/portlet-sdk/testing';
import { problem } from '@yimen/problem';
import { standInForLayout } from '@yimen/ui/testing';
import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import type { ContactDetail, ContactPage, ContactView } from '../contract/index.ts';
import { portletInShell as portlet } from './portlet-in-shell.tsx';

const zhangwei: ContactView = {
  id: 'zhangwei',
  name: { 'zh-CN': '张伟', 'en-US': 'Zhang Wei' },
  unit: { id: 'edu', name: { 'zh-CN': '市教育局', 'en-US': 'Education Bureau' } },
  post: { id: 'unit-clerk', name: { 'zh-CN': '单位经办', 'en-US': 'Unit clerk' } },
  officePhone: '000-85550031',
  maskedMobile: '138****5678',
  room: '304 室',
  email: 'zhangwei@shifan.example',
};
const detail: ContactDetail = {
  ...zhangwei,
  unitPath: [
    { id: 'city', name: { 'zh-CN': '示范市', 'en-US': 'Shifan City' } },
    { id: 'edu', name: { 'zh-CN': '市教育局', 'en-US': 'Education Bureau' } },
  ],
};
const contacts: ContactPage = { items: [zhangwei], total: 1, copiedAt: Date.UTC(2026, 10, 24) };
const nobody: ContactPage = { items: [], total: 0, copiedAt: Date.UTC(2026, 10, 24) };
const units = [
  { id: 'city', parentId: null, name: { 'zh-CN': '示范市', 'en-US': 'Shifan City' } },
  { id: 'edu', parentId: 'city', name: { 'zh-CN': '市教育局', 'en-US': 'Education Bureau' } },
];

describe('contacts portlet', () => {
  beforeAll(() => {
    standInForLayout();
    configure({ asyncUtilTimeout: 8_000 });
  });
  afterEach(() => {
    cleanup();
    vi.unstubAllGlobals();
  });

  it('lists people in the language of the page', async () => {
    const view = await renderPortlet(portlet, { resources: { contacts, units } });
    expect(await screen.findByRole('button', { name: '张伟' })).toBeTruthy();
    expect(screen.getByText('市教育局 · 单位经办 · 304 室')).toBeTruthy();
    expect(screen.getByText('共 1 人')).toBeTruthy();
    view.setLocale('en-US');
    expect(await screen.findByRole('button', { name: 'Zhang Wei' })).toBeTruthy();
    expect(screen.getByRole('textbox', { name: 'Find people' })).toBeTruthy();
  });

  it('searches a moment after the last key, once, and from the first page', async () => {
    const view = await renderPortlet(portlet, {
      resources: { contacts, units },
      renderParameters: { page: '4' },
    });
    const field = await screen.findByRole('textbox', { name: '查找人员' });
    for (const value of ['z', 'zh', 'zhangw']) fireEvent.change(field, { target: { value } });
    await waitFor(() => expect(view.context.renderParameters.get()).toEqual({ q: 'zhangw' }));
    const asked = view.reads.filter((path) => path.startsWith('/api/contacts?'));
    expect(asked).toEqual(['/api/contacts?page=4&size=6', '/api/contacts?q=zhangw&size=6']);
  });

  it('does not search for letters that are still becoming characters', async () => {
    const view = await renderPortlet(portlet, { resources: { contacts, units } });
    const field = await screen.findByRole('textbox', { name: '查找人员' });
    fireEvent.compositionStart(field);
    fireEvent.change(field, { target: { value: "zhang'wei" } });
    await new Promise((resolve) => setTimeout(resolve, 400));
    expect(view.context.renderParameters.get()).toEqual({});
    fireEvent.change(field, { target: { value: '张伟' } });
    fireEvent.compositionEnd(field, { target: { value: '张伟' } });
    await waitFor(() => expect(view.context.renderParameters.get()).toEqual({ q: '张伟' }));
  });

  it('follows the URL when the person goes back', async () => {
    const view = await renderPortlet(portlet, {
      resources: { contacts, units },
      renderParameters: { q: '李' },
    });
    view.setRenderParameters({ q: '张' });
    await waitFor(() =>
      expect(screen.getByRole('textbox', { name: '查找人员' }).getAttribute('value')).toBe('张'),
    );
  });

  it('keeps to a unit chosen in the tree', async () => {
    const view = await renderPortlet(portlet, { resources: { contacts, units } });
    fireEvent.mouseDown(await screen.findByRole('combobox', { name: '单位' }));
    fireEvent.click(await screen.findByTitle('市教育局'));
    await waitFor(() => expect(view.context.renderParameters.get()).toEqual({ within: 'edu' }));
    await waitFor(() => expect(view.reads.at(-1)).toBe('/api/contacts?size=6&unit=edu'));
  });

  it('says that nobody was found and takes the conditions away', async () => {
    const view = await renderPortlet(portlet, {
      resources: { contacts: nobody, units },
      renderParameters: { q: '无此人', within: 'edu' },
    });
    expect(await screen.findByText('没有找到符合条件的人员')).toBeTruthy();
    fireEvent.click(screen.getByRole('button', { name: '清除条件' }));
    expect(view.context.renderParameters.get()).toEqual({});
  });

  it('says that the copy is not there yet', async () => {
    await renderPortlet(portlet, { resources: { contacts: { ...nobody, copiedAt: null }, units } });
    expect(await screen.findByText('通讯录正在准备，请稍候')).toBeTruthy();
  });

  it('offers 重试 when the service is down', async () => {
    await renderPortlet(portlet, { resources: { contacts: problem('service-unavailable'), units } });
    expect(await screen.findByRole('button', { name: '重试' })).toBeTruthy();
  });

  it('opens a person, shows the number when asked, copies it, and hides it again on leaving', async () => {
    const writeText = vi.fn(async () => undefined);
    vi.stubGlobal('navigator', Object.assign(Object.create(navigator), { clipboard: { writeText } }));
    const view = await renderPortlet(portlet, {
      resources: { contacts, units, person: detail },
      onAction: () => ({ mobilePhone: '13812345678' }),
    });
    fireEvent.click(await screen.findByRole('button', { name: '张伟' }));
    expect(await screen.findByText('示范市 / 市教育局')).toBeTruthy();
    expect(screen.getByText('138****5678')).toBeTruthy();
    fireEvent.click(screen.getByRole('button', { name: '显示张伟的完整手机号码' }));
    expect(await screen.findByText('13812345678')).toBeTruthy();
    expect(view.sent.map(({ method, path }) => `${method} ${path}`)).toEqual([
      'POST /api/contacts/zhangwei/phone',
    ]);
    fireEvent.click(screen.getByRole('button', { name: '复制手机' }));
    await waitFor(() => expect(view.notices[0]?.content).toBe('已复制'));
    expect(writeText).toHaveBeenCalledWith('13812345678');
    fireEvent.click(screen.getByRole('button', { name: '返回列表' }));
    fireEvent.click(await screen.findByRole('button', { name: '张伟' }));
    expect(await screen.findByText('138****5678')).toBeTruthy();
  });

  it('says why a number is not shown', async () => {
    await renderPortlet(portlet, {
      locale: 'en-US',
      resources: { contacts, units, person: detail },
      renderParameters: { person: 'zhangwei' },
      onAction: () => problem('rate-limited'),
    });
    fireEvent.click(await screen.findByRole('button', { name: 'Show the whole mobile number of Zhang Wei' }));
    expect(await screen.findByText('Too many requests, try again later')).toBeTruthy();
  });
});
