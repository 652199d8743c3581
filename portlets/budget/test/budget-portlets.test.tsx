// @vitest-environment jsdom

import { cleanup, configure, fireEvent, screen, within } from '@testing-library/react';
import { renderPortlet } from '@yimen/portlet-sdk/testing';
import { problem } from '@yimen/problem';
import { standInForLayout } from '@yimen/ui/testing';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { AsOf, ExecutionBySubject, ExecutionByUnit } from '../contract/index.ts';
import { portlet as execution } from '../portlets/budget-execution/client/index.tsx';
import { portlet as units } from '../portlets/budget-units/client/index.tsx';

const asOf: AsOf = { year: 2026, month: 11, day: '2026-11-23', elapsed: 11 / 12, formula: 'month' };
const amounts = (allottedCents: number, paidCents: number) => ({
  allottedCents,
  paidCents,
  balanceCents: allottedCents - paidCents,
  progress: paidCents / allottedCents,
});
const edu = { id: 'edu', code: '205001', name: { 'zh-CN': '市教育局', 'en-US': 'Education Bureau' } };
const health = {
  id: 'health',
  code: '210001',
  name: { 'zh-CN': '市卫生健康委员会', 'en-US': 'Health Commission' },
};
const byUnit: ExecutionByUnit = {
  asOf,
  rows: [
    { ...edu, ...amounts(200_000_000, 190_000_000) },
    { ...health, ...amounts(100_000_000, 50_000_000) },
  ],
  total: amounts(300_000_000, 240_000_000),
  isDemonstration: true,
};
const subject = (code: string, zh: string, parentCode: string | null, paidCents: number) => ({
  code,
  name: { 'zh-CN': zh, 'en-US': `Subject ${code}` },
  parentCode,
  ...amounts(100_000_000, paidCents),
});
const bySubject: ExecutionBySubject = {
  asOf,
  unit: edu,
  rows: [
    subject('205', '教育支出', null, 90_000_000),
    subject('20502', '普通教育', '205', 60_000_000),
    subject('2050202', '小学教育', '20502', 60_000_000),
  ],
  total: amounts(100_000_000, 90_000_000),
  isDemonstration: true,
};

beforeAll(async () => {
  standInForLayout();
  // A busy machine renders slowly; what is awaited comes in the end.
  configure({ asyncUtilTimeout: 10_000 });
  await Promise.all([units.modes.view(), execution.modes.view()]);
});
afterEach(cleanup);

const rowOf = async (name: string): Promise<HTMLElement> => {
  for (const cell of await screen.findAllByText(name)) {
    const row = cell.closest('tr');
    if (row) return row;
  }
  throw new Error(`no row ${name}`);
};

describe('budget-units', () => {
  it('shows every unit beside 序时进度, with 合计', async () => {
    const view = await renderPortlet(units, { resources: { units: byUnit } });
    const row = await rowOf('市教育局');
    expect(within(row).getByText('200.00')).toBeTruthy();
    expect(within(row).getByText('95.0%')).toBeTruthy();
    expect(within(row).getByRole('progressbar').getAttribute('aria-valuetext')).toBe(
      '执行进度 95.0%, 序时进度 91.7%',
    );
    expect(screen.getByText('序时进度 91.7%')).toBeTruthy();
    const total = await rowOf('合计');
    expect(within(total).getByText('300.00')).toBeTruthy();
    expect(within(total).getByText('80.0%')).toBeTruthy();
    expect(view.reads).toEqual(['/api/executions/by-unit']);
  });

  it('chooses a unit by mouse and by keyboard, shows which, and lets it go again', async () => {
    const view = await renderPortlet(units, { resources: { units: byUnit } });
    const parameters = () => view.context.renderParameters.get();
    fireEvent.click(await rowOf('市教育局'));
    expect(parameters()).toEqual({ unit: 'edu' });
    expect((await rowOf('市教育局')).getAttribute('aria-current')).toBe('true');
    expect(screen.getByText('已选：市教育局')).toBeTruthy();
    fireEvent.keyDown(await rowOf('市卫生健康委员会'), { key: 'Enter' });
    expect(parameters()).toEqual({ unit: 'health' });
    fireEvent.keyDown(await rowOf('市卫生健康委员会'), { key: ' ' });
    expect(parameters()).toEqual({});
    view.setRenderParameters({ unit: 'edu' });
    fireEvent.click(screen.getByRole('button', { name: '取消选择' }));
    expect(parameters()).toEqual({});
    expect(view.reads).toHaveLength(1);
  });

  it('writes amounts in the unit that the person prefers, and names in her language', async () => {
    const view = await renderPortlet(units, { resources: { units: byUnit }, preferences: { money: '亿元' } });
    expect(within(await rowOf('市教育局')).getAllByText('0.02')).toHaveLength(2);
    fireEvent.click(screen.getByText('元'));
    expect(await screen.findByText('2,000,000.00')).toBeTruthy();
    expect(view.context.preferences.get()).toEqual({ money: '元' });
    view.setLocale('en-US');
    expect(within(await rowOf('Education Bureau')).getByText('2,000,000.00')).toBeTruthy();
  });
});

describe('budget-execution', () => {
  it('shows the chosen unit as a tree of subjects, and can show all units again', async () => {
    const view = await renderPortlet(execution, {
      resources: { subjects: ({ query }) => ({ ...bySubject, unit: query.unit ? edu : null }) },
      renderParameters: { unit: 'edu' },
    });
    expect(await screen.findByText('预算单位：市教育局')).toBeTruthy();
    expect(screen.queryByText(/小学教育/)).toBeNull();
    fireEvent.click(within(await rowOf('205')).getByRole('button'));
    fireEvent.click(within(await rowOf('20502')).getByRole('button'));
    expect(screen.getByText(/小学教育/)).toBeTruthy();
    fireEvent.click(screen.getByRole('button', { name: '查看全部单位' }));
    expect(screen.queryByText('预算单位：市教育局')).toBeNull();
    expect(view.reads).toEqual(['/api/executions/by-subject?unit=edu', '/api/executions/by-subject']);
  });

  it('changes between table and chart, and keeps the choice', async () => {
    const view = await renderPortlet(execution, { resources: { subjects: bySubject } });
    await rowOf('205');
    fireEvent.click(screen.getByText('图'));
    expect(await screen.findByRole('table', { name: '按支出功能分类的预算执行' })).toBeTruthy();
    expect(view.context.preferences.get()).toEqual({ display: 'chart', money: '万元' });
    fireEvent.click(screen.getByText('表'));
    expect(await rowOf('205')).toBeTruthy();
  });

  it('says when the person may not see the chosen unit, and reads again when figures change', async () => {
    const refused = problem('not-found', { detail: '没有这个预算单位，或者您无权查看' });
    const view = await renderPortlet(execution, {
      resources: { subjects: refused },
      renderParameters: { unit: 'health' },
    });
    expect(await screen.findByText('没有这个预算单位，或者您无权查看')).toBeTruthy();
    view.answer('subjects', bySubject);
    fireEvent.click(screen.getByRole('button', { name: '查看全部单位' }));
    expect(within(await rowOf('205')).getByText('90.0%')).toBeTruthy();
    view.answer('subjects', { ...bySubject, rows: [subject('205', '教育支出', null, 95_000_000)] });
    await view.notify('budget.changed');
    expect(within(await rowOf('205')).getByText('95.0%')).toBeTruthy();
  });
});
