// @vitest-environment jsdom

import { act, cleanup, configure, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { renderPortlet } from '@yimen/portlet-sdk/testing';
import { problem } from '@yimen/problem';
import { standInForLayout } from '@yimen/ui/testing';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { NoticeDetail, NoticeSummary } from '../contract/index.ts';
import { portletInShell as portlet } from './portlet-in-shell.tsx';

const summary = (fields: Partial<NoticeSummary> = {}): NoticeSummary => ({
  id: 'n1',
  title: '关于做好年终结账工作的通知',
  documentNumber: '示财库〔2026〕18号',
  category: 'notice',
  author: '胡国庆',
  unitName: '示范市财政局国库科',
  state: 'published',
  isPinned: false,
  isUnread: true,
  hasAttachments: true,
  publishedAt: Date.UTC(2026, 10, 23, 1),
  changedAt: Date.UTC(2026, 10, 23, 1),
  ...fields,
});
const read = summary({ id: 'n2', title: '关于停机维护的公告', isUnread: false, hasAttachments: false });
const detail = (fields: Partial<NoticeDetail> = {}): NoticeDetail => {
  const { isUnread, hasAttachments, ...rest } = summary();
  return {
    ...rest,
    body: [
      { kind: 'heading', text: '一、清理指标' },
      { kind: 'paragraph', text: '<img src=x onerror=alert(1)> 请于12月20日前完成。' },
      { kind: 'item', text: '核对用款计划' },
    ],
    validFrom: null,
    validUntil: '2026-12-31',
    isRead: false,
    attachments: [{ id: 'a1', name: '时间安排表.csv', mediaType: 'text/csv', size: 2_048 }],
    managed: null,
    ...fields,
  };
};
const notices = { items: [summary(), read], total: 2, unread: 1 };
const publisher = { roles: ['staff', 'notice-publisher'], unit: { id: 'budget-section', name: '预算科' } };
const managed = { revision: 3, audience: { kind: 'everyone' as const }, readers: 12 };

describe('notices portlet', () => {
  beforeAll(() => {
    standInForLayout();
    configure({ asyncUtilTimeout: 8_000 });
  });
  afterEach(cleanup);

  it('marks what is new in words, in both languages', async () => {
    const view = await renderPortlet(portlet, { resources: { notices } });
    const lines = within(await screen.findByRole('list', { name: '通知公告' })).getAllByRole('listitem');
    expect(within(lines[0] as HTMLElement).getByText('新')).toBeTruthy();
    expect(within(lines[1] as HTMLElement).queryByText('新')).toBeNull();
    expect(screen.getByRole('img', { name: '有附件' })).toBeTruthy();
    view.setLocale('en-US');
    expect(await screen.findByText('New')).toBeTruthy();
    expect(screen.getByRole('button', { name: 'Mark all as read' })).toBeTruthy();
  });

  it('opens a notice in the window, marks it as read and comes back', async () => {
    const view = await renderPortlet(portlet, {
      resources: { notices, notice: detail() },
      onAction: () => undefined,
    });
    fireEvent.click(await screen.findByRole('button', { name: /年终结账/ }));
    expect(view.context.renderParameters.get().notice).toBe('n1');
    expect(await screen.findByRole('heading', { name: '关于做好年终结账工作的通知' })).toBeTruthy();
    // What looks like markup is text.
    expect(screen.getByText(/<img src=x/)).toBeTruthy();
    expect(document.querySelector('img')).toBeNull();
    await waitFor(() => expect(view.sent.map(({ path }) => path)).toEqual(['/api/notices/n1/read']));
    const link = screen.getByRole('link', { name: '下载附件 时间安排表.csv（2 KB）' });
    expect(link.getAttribute('href')).toBe('/api/portlets/notices/api/notices/n1/attachments/a1');
    fireEvent.click(screen.getByRole('button', { name: '返回列表' }));
    expect(await screen.findByRole('list', { name: '通知公告' })).toBeTruthy();
  });

  it('does not report a notice as read again', async () => {
    const view = await renderPortlet(portlet, {
      resources: { notices, notice: detail({ isRead: true }) },
      renderParameters: { notice: 'n1' },
    });
    expect(await screen.findByRole('heading', { name: /年终结账/ })).toBeTruthy();
    expect(view.sent).toEqual([]);
  });

  it('filters by unread and starts at the first page again', async () => {
    const view = await renderPortlet(portlet, { resources: { notices }, renderParameters: { page: '3' } });
    fireEvent.click(await screen.findByText('未读 1'));
    expect(view.context.renderParameters.get()).toEqual({ show: 'unread' });
    await waitFor(() => expect(view.reads.at(-1)).toBe('/api/notices?show=unread&size=6'));
  });

  it('marks all as read and reads the list again', async () => {
    const view = await renderPortlet(portlet, { resources: { notices }, onAction: () => ({ marked: 1 }) });
    view.answer('notices', { ...notices, unread: 0 });
    fireEvent.click(await screen.findByRole('button', { name: '全部标为已读' }));
    await waitFor(() => expect(view.notices[0]?.content).toBe('已将 1 条通知标为已读'));
    await waitFor(() => expect(screen.queryByRole('button', { name: '全部标为已读' })).toBeNull());
  });

  it('is up to date when the service reports a change', async () => {
    const view = await renderPortlet(portlet, { resources: { notices } });
    view.answer('notices', { items: [], total: 0, unread: 0 });
    await view.notify('notices.changed');
    expect(await screen.findByText('暂无通知公告')).toBeTruthy();
  });

  it('offers 重试 when the service is down', async () => {
    await renderPortlet(portlet, { resources: { notices: problem('service-unavailable') } });
    expect(await screen.findByRole('button', { name: '重试' })).toBeTruthy();
  });

  it('shows writing only to publishers', async () => {
    await renderPortlet(portlet, { resources: { notices }, renderParameters: { task: 'write' } });
    expect(await screen.findByRole('list', { name: '通知公告' })).toBeTruthy();
    expect(screen.queryByRole('button', { name: '起草通知' })).toBeNull();
    expect(screen.queryByText('我管理的')).toBeNull();
  });

  it('writes and publishes a notice with an attachment', async () => {
    const view = await renderPortlet(portlet, {
      user: publisher,
      resources: { notices, notice: detail() },
      onAction: ({ path }) => (path === '/api/notices' ? { id: 'n9', revision: 1, state: 'draft' } : {}),
    });
    fireEvent.click(await screen.findByRole('button', { name: '起草通知' }));
    fireEvent.change(await screen.findByLabelText('标题'), { target: { value: '关于𠮷日值班的通知' } });
    fireEvent.change(screen.getByLabelText('正文'), { target: { value: '# 一、时间\n各科室：\n- 八点' } });
    const input = document.querySelector('input[type=file]') as HTMLInputElement;
    const file = new File(['a,b'], '值班表.csv', { type: 'text/csv' });
    await act(async () => {
      fireEvent.change(input, { target: { files: [file] } });
    });
    expect(await screen.findByRole('button', { name: '移除附件 值班表.csv' })).toBeTruthy();
    fireEvent.click(screen.getByRole('button', { name: '发布' }));
    await waitFor(() => expect(view.sent.map(({ path }) => path)).toContain('/api/notices/n9/publish'));
    const form = view.sent[0]?.body as FormData;
    expect(JSON.parse(String(form.get('notice')))).toMatchObject({
      title: '关于𠮷日值班的通知',
      unitName: '预算科',
      audience: { kind: 'everyone' },
      body: [
        { kind: 'heading', text: '一、时间' },
        { kind: 'paragraph', text: '各科室：' },
        { kind: 'item', text: '八点' },
      ],
    });
    expect((form.get('attachments') as File).name).toBe('值班表.csv');
    await waitFor(() => expect(view.context.renderParameters.get()).toEqual({ notice: 'n9' }));
    expect(view.notices[0]?.content).toBe('通知已发布');
  });

  it('says beside the fields what is missing, sends nothing, and refuses a program as attachment', async () => {
    const view = await renderPortlet(portlet, {
      user: publisher,
      locale: 'en-US',
      resources: { notices },
      renderParameters: { task: 'write' },
    });
    const input = document.querySelector('input[type=file]') as HTMLInputElement;
    await act(async () => {
      fireEvent.change(input, { target: { files: [new File(['MZ'], 'setup.exe')] } });
    });
    fireEvent.click(await screen.findByRole('button', { name: 'Save draft' }));
    expect(await screen.findAllByText('This is needed')).toHaveLength(2);
    expect(screen.getByText('setup.exe: files of this kind cannot be attached')).toBeTruthy();
    expect(view.sent).toEqual([]);
  });

  it('withdraws a published notice after asking', async () => {
    const view = await renderPortlet(portlet, {
      user: publisher,
      resources: { notices, notice: detail({ isRead: true, managed }) },
      renderParameters: { notice: 'n1' },
      onAction: () => ({}),
    });
    expect(await screen.findByText('已读 12 人', { exact: false })).toBeTruthy();
    fireEvent.click(screen.getByRole('button', { name: '撤销' }));
    fireEvent.click(await screen.findByRole('button', { name: '确定' }));
    await waitFor(() =>
      expect(view.sent[0]).toMatchObject({ path: '/api/notices/n1/withdraw', body: { revision: 3 } }),
    );
  });

  it('changes a notice on the revision that was opened and keeps its attachments', async () => {
    const view = await renderPortlet(portlet, {
      user: publisher,
      resources: { notices, notice: detail({ isRead: true, managed }) },
      renderParameters: { notice: 'n1', task: 'write' },
      onAction: () => problem('revision-outdated'),
    });
    fireEvent.change(await screen.findByLabelText('标题'), { target: { value: '改过的标题' } });
    fireEvent.click(screen.getByRole('button', { name: '保存' }));
    await waitFor(() => expect(view.sent[0]?.method).toBe('PUT'));
    const form = view.sent[0]?.body as FormData;
    const sent = JSON.parse(String(form.get('notice')));
    expect(sent).toMatchObject({ title: '改过的标题', revision: 3, keptAttachments: ['a1'] });
    expect(await screen.findByText('内容已被他人修改，请刷新后重试')).toBeTruthy();
    expect((screen.getByLabelText('标题') as HTMLInputElement).value).toBe('改过的标题');
  });
});
