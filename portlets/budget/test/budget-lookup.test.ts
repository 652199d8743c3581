// @vitest-environment jsdom

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fireEvent, screen, within } from '@testing-library/dom';
import { type OpenedFramePage, openFramePage } from '@yimen/portlet-sdk/testing';
import { problem } from '@yimen/problem';
import { afterEach, describe, expect, it } from 'vitest';
import descriptor from '../portlets/budget-lookup/portlet.json' with { type: 'json' };

const file = (name: string) =>
  readFileSync(join(import.meta.dirname, '../portlets/budget-lookup/page', name), 'utf8');
const unit = (id: string, code: string, names: [zh: string, en: string]) => ({
  ...{ id, code, name: { 'zh-CN': names[0], 'en-US': names[1] } },
  ...{ allottedCents: 1_234_567_00, paidCents: 1_000_000_00, balanceCents: 234_567_00 },
});
const units = {
  asOf: { day: '2026-11-25' },
  rows: [
    unit('edu', '205001', ['市教育局', 'Education Bureau']),
    unit('sci', '206001', ['市科技局', 'Science Bureau']),
  ],
};

let page: OpenedFramePage | undefined;
afterEach(() => page?.close());

type Options = Omit<Parameters<typeof openFramePage>[0], 'page' | 'scripts' | 'descriptor'>;
function open(options: Options = { resources: { units } }): OpenedFramePage {
  page = openFramePage({
    ...options,
    descriptor,
    page: file('index.html'),
    scripts: [file('lookup.js')],
  });
  return page;
}
const names = () => [...document.querySelectorAll('tbody button')].map((button) => button.textContent);

describe('单位预算速查, a plain page in a frame', () => {
  it('lists units with amounts in CNY 10,000, in the person’s language', async () => {
    const { setLocale, reads } = open();
    expect(await screen.findByText('截至 2026-11-25，金额单位：万元')).toBeTruthy();
    expect(reads).toEqual(['/api/executions/by-unit']);
    const [, first] = screen.getAllByRole('row');
    expect([...(first?.querySelectorAll('td') ?? [])].map((cell) => cell.textContent)).toEqual([
      '市教育局',
      '123.46',
      '100.00',
      '23.46',
    ]);
    setLocale('en-US');
    expect(names()).toEqual(['Education Bureau', 'Science Bureau']);
    expect(screen.getByLabelText('Find a unit')).toBeTruthy();
  });

  it('finds by name in either language and by code, keeps the word in the address, and says when none fits', async () => {
    const { context, setRenderParameters } = open();
    const input = await screen.findByLabelText('查找单位');
    await screen.findByText('市教育局');
    const type = (value: string) => fireEvent.input(input, { target: { value } });
    type('SCIENCE');
    expect(names()).toEqual(['市科技局']);
    expect(context.renderParameters.get()).toEqual({ keyword: 'SCIENCE' });
    type('205');
    expect(names()).toEqual(['市教育局']);
    type('没有');
    expect(screen.getByRole('status').textContent).toBe('没有符合的单位');
    expect(screen.queryByRole('table')).toBeNull();
    type('  ');
    expect(context.renderParameters.get()).toEqual({});
    setRenderParameters({ keyword: '科技' });
    expect((input as HTMLInputElement).value).toBe('科技');
    expect(names()).toEqual(['市科技局']);
  });

  it('shares the chosen unit, lets it go again, follows others, and keeps the focus', async () => {
    const { context, setRenderParameters } = open();
    const row = await screen.findByRole('button', { name: '市科技局' });
    row.focus();
    fireEvent.click(row);
    expect(context.renderParameters.get()).toEqual({ unit: 'sci' });
    const chosen = screen.getByRole('button', { name: '市科技局' });
    expect(chosen.getAttribute('aria-pressed')).toBe('true');
    expect(document.activeElement).toBe(chosen);
    setRenderParameters({ unit: 'edu' });
    expect(screen.getByRole('button', { name: '市教育局' }).getAttribute('aria-pressed')).toBe('true');
    fireEvent.click(screen.getByRole('button', { name: '市教育局' }));
    expect(context.renderParameters.get()).toEqual({});
  });

  it('says what failed, with a way to try again', async () => {
    const { answer } = open({ resources: { units: problem('service-unavailable') } });
    expect((await screen.findByText(/^未能读取/)).textContent).toBe('未能读取：服务暂时不可用，请稍后再试');
    answer('units', units);
    fireEvent.click(screen.getByRole('button', { name: '重试' }));
    expect(await screen.findByText('市教育局')).toBeTruthy();
    expect(screen.queryByRole('button', { name: '重试' })).toBeNull();
  });

  it('[R129] takes everything away when the session ends', async () => {
    const { endSession } = open();
    await screen.findByText('市教育局');
    endSession();
    expect(within(document.body).getByRole('status').textContent).toMatch(/登录已失效/);
    expect(document.body.textContent).not.toMatch(/教育|123\.46|2026-11-25/);
  });
});
