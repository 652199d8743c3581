// @vitest-environment jsdom

import { cleanup, screen, waitFor } from '@testing-library/react';
import { renderPortlet } from '@yimen/portlet-sdk/testing';
import { problem } from '@yimen/problem';
import { standInForLayout } from '@yimen/ui/testing';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { portlet } from '../client/index.tsx';
import type { TodoView } from '../contract/index.ts';

const todo = (fields: Partial<TodoView>): TodoView => ({
  id: '1',
  title: '审核支付申请',
  kind: '支付申请',
  step: '审核',
  from: '张伟',
  system: { id: 'payments', name: { 'zh-CN': '支付申请', 'en-US': 'Payment requests' } },
  urgency: 'urgent',
  receivedAt: Date.UTC(2026, 10, 20),
  dueAt: null,
  doneAt: null,
  result: null,
  link: 'http://localhost:4212/payments/1',
  ...fields,
});
const counts = { open: 1, done: 0, overdue: 0 };

describe('to-do portlet', () => {
  beforeAll(standInForLayout);
  afterEach(cleanup);

  it('links each to-do to its business system in a tab of its own', async () => {
    await renderPortlet(portlet, { resources: { counts, todos: { items: [todo({})], total: 1 } } });
    const link = await screen.findByRole('link', { name: '审核支付申请' });
    expect(link.getAttribute('href')).toBe('http://localhost:4212/payments/1');
    expect(link.getAttribute('target')).toBe('_blank');
    expect(screen.getByText('紧急')).toBeTruthy();
  });

  it('says in either language that nothing waits', async () => {
    const resources = { counts: { ...counts, open: 0 }, todos: { items: [], total: 0 } };
    await renderPortlet(portlet, { resources });
    expect(await screen.findByText('暂无待办数据')).toBeTruthy();
    cleanup();
    await renderPortlet(portlet, { resources, locale: 'en-US' });
    expect(await screen.findByText('Nothing to do')).toBeTruthy();
  });

  it('marks what is overdue in words', async () => {
    await renderPortlet(portlet, {
      resources: {
        counts: { ...counts, overdue: 1 },
        todos: { items: [todo({ dueAt: Date.UTC(2020, 0, 1) })], total: 1 },
      },
    });
    expect(await screen.findByText(/已超期 2020-01-01/)).toBeTruthy();
    expect(screen.getByText('1 件已超期')).toBeTruthy();
  });

  it('offers 重试 when the service is down', async () => {
    await renderPortlet(portlet, { resources: { counts, todos: problem('service-unavailable') } });
    expect(await screen.findByRole('button', { name: '重试' })).toBeTruthy();
  });

  it('keeps 已办 in the URL', async () => {
    const { context } = await renderPortlet(portlet, {
      resources: { counts, todos: { items: [todo({})], total: 1 } },
    });
    (await screen.findByRole('tab', { name: '已办' })).click();
    await waitFor(() => expect(context.renderParameters.get().state).toBe('done'));
  });
});
