// @vitest-environment jsdom

import { cleanup, configure, fireEvent, screen, within } from '@testing-library/react';
import { renderPortlet } from '@yimen/portlet-sdk/testing';
import { problem } from '@yimen/problem';
import { standInForLayout } from '@yimen/ui/testing';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { portlet } from '../client/index.tsx';
import type { PaymentStatus } from '../contract/index.ts';

const status: PaymentStatus = {
  rows: [
    { state: 'draft', count: 1, amountCents: 1_000_000 },
    { state: 'submitted', count: 3, amountCents: 28_640_000 },
    { state: 'returned', count: 0, amountCents: 0 },
    { state: 'approved', count: 2, amountCents: 5_000_000 },
    { state: 'paid', count: 4, amountCents: 100_000_000 },
  ],
  period: { name: 'day', from: '2026-11-23', to: '2026-11-23' },
  unit: null,
  isDemonstration: true,
  siteUrl: 'http://localhost:4212',
};
const ofEdu: PaymentStatus = {
  ...status,
  unit: { id: 'edu', name: { 'zh-CN': '市教育局', 'en-US': 'Education Bureau' } },
};

describe('payment status portlet', () => {
  beforeAll(async () => {
    standInForLayout();
    // A busy machine renders slowly; what is awaited comes in the end.
    configure({ asyncUtilTimeout: 10_000 });
    await portlet.modes.view();
  });
  afterEach(cleanup);

  const rowOf = async (name: string) => {
    const cell = await screen.findByText(name);
    const row = cell.closest('tr');
    if (!row) throw new Error(`no row ${name}`);
    return row;
  };

  it('shows 状态, 笔数 and 金额（万元） with their sum', async () => {
    await renderPortlet(portlet, { resources: { status } });
    const row = await rowOf('待审核');
    expect(within(row).getByText('3')).toBeTruthy();
    expect(within(row).getByText('28.64')).toBeTruthy();
    expect(screen.getAllByText('金额（万元）')[0]).toBeTruthy();
    const total = await rowOf('合计');
    expect(within(total).getByText('10')).toBeTruthy();
    expect(within(total).getByText('134.64')).toBeTruthy();
  });

  it('reads the period that the person chooses', async () => {
    const view = await renderPortlet(portlet, { resources: { status } });
    await rowOf('待审核');
    fireEvent.click(screen.getByText('本年'));
    await rowOf('待审核');
    expect(view.reads).toEqual(['/api/payment-status', '/api/payment-status?period=year']);
    expect(view.context.renderParameters.get()).toEqual({ period: 'year' });
  });

  it('filters by the unit that the page has chosen, says which, and can clear it', async () => {
    const view = await renderPortlet(portlet, {
      resources: { status: ({ query }) => (query.unit ? ofEdu : status) },
      renderParameters: { unit: 'edu' },
    });
    expect(await screen.findByText('预算单位：市教育局')).toBeTruthy();
    expect(view.reads).toEqual(['/api/payment-status?unit=edu']);
    fireEvent.click(screen.getByRole('button', { name: '查看全部单位' }));
    expect(screen.queryByText('预算单位：市教育局')).toBeNull();
    expect(view.context.renderParameters.get()).toEqual({});
  });

  it('leads into the system by mouse and by keyboard, with the filter', async () => {
    const view = await renderPortlet(portlet, {
      resources: { status: ofEdu },
      renderParameters: { unit: 'edu' },
    });
    fireEvent.click(await rowOf('待审核'));
    fireEvent.keyDown(await rowOf('待支付'), { key: 'Enter' });
    expect(view.visits).toEqual([
      { system: 'http://localhost:4212/payments?state=submitted&unit=edu' },
      { system: 'http://localhost:4212/payments?state=approved&unit=edu' },
    ]);
  });

  it('keeps the unit of amounts as a preference', async () => {
    const view = await renderPortlet(portlet, { resources: { status }, preferences: { money: '元' } });
    expect(await screen.findByText('286,400.00')).toBeTruthy();
    fireEvent.click(screen.getByText('亿元'));
    expect((await screen.findAllByText('金额（亿元）'))[0]).toBeTruthy();
    expect(view.context.preferences.get()).toEqual({ money: '亿元' });
  });

  it('reads again when payments have changed, and offers 重试 when it cannot', async () => {
    const view = await renderPortlet(portlet, { resources: { status } });
    await rowOf('待审核');
    view.answer('status', { ...status, rows: status.rows.map((row) => ({ ...row, count: 77 })) });
    await view.notify('payments.changed');
    expect((await screen.findAllByText('77')).length).toBe(5);
    cleanup();
    const down = await renderPortlet(portlet, {
      resources: { status: problem('service-unavailable') },
      locale: 'en-US',
    });
    expect(await screen.findByText(/The service is not available now/)).toBeTruthy();
    down.answer('status', status);
    fireEvent.click(screen.getByRole('button', { name: '重试' }));
    expect(await screen.findByText('To review')).toBeTruthy();
  });
});
