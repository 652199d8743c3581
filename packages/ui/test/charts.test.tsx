// @vitest-environment jsdom
import { cleanup, fireEvent, render, screen, within } from '@testing-library/react';
import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { BarChart, ChartViewSwitch, LineChart, PieChart } from '../src/charts/index.ts';
import { standInForLayout } from '../src/testing/index.ts';

// What the drawing looks like is looked at in the gallery: jsdom has no layout.
beforeAll(standInForLayout);
afterEach(cleanup);

const points = [
  { unit: '市教育局', budget: 4528600, paid: 2103845.67 },
  { unit: '市民政局', budget: 986350, paid: null },
];
const series = [
  { key: 'budget', name: '预算数' },
  { key: 'paid', name: '已支付' },
];

function rowTexts(): string[][] {
  return screen
    .getAllByRole('row')
    .map((row) => [...row.querySelectorAll('th,td')].map((cell) => cell.textContent ?? ''));
}

describe.each([
  ['BarChart', BarChart],
  ['LineChart', LineChart],
])('%s', (_name, Chart) => {
  it.each(['chart', 'table'] as const)('says its numbers as a table, in the %s view', (view) => {
    render(<Chart {...{ label: '执行', points, series, view }} categoryKey="unit" categoryName="预算单位" />);
    expect(screen.getByRole('figure', { name: '执行' })).toBeDefined();
    expect(rowTexts()).toEqual([
      ['预算单位', '预算数', '已支付'],
      ['市教育局', '4,528,600', '2,103,845.67'],
      ['市民政局', '986,350', '—'],
    ]);
  });

  it('says when there is nothing', () => {
    render(<Chart label="执行" points={[]} series={series} categoryKey="unit" />);
    expect(screen.getByText('暂无数据')).toBeDefined();
  });

  it('selects a category by keyboard in the table view', () => {
    const select = vi.fn();
    render(
      <Chart {...{ label: '执行', points, series }} categoryKey="unit" view="table" onSelect={select} />,
    );
    fireEvent.click(screen.getByRole('button', { name: '市民政局' }));
    expect(select).toHaveBeenCalledWith('市民政局');
  });
});

describe('PieChart', () => {
  it('says values and shares', () => {
    render(
      <PieChart
        label="结构"
        slices={[
          { name: '教育支出', value: 75 },
          { name: '农林水支出', value: 25 },
        ]}
        valueName="金额（万元）"
      />,
    );
    expect(rowTexts()).toEqual([
      ['项目', '金额（万元）', '占比'],
      ['教育支出', '75', '75.0%'],
      ['农林水支出', '25', '25.0%'],
    ]);
  });

  it('is empty when the whole is nothing', () => {
    render(<PieChart label="结构" slices={[{ name: '教育支出', value: 0 }]} />);
    expect(screen.queryByRole('table')).toBeNull();
  });
});

describe('ChartViewSwitch', () => {
  it('switches', () => {
    const change = vi.fn();
    render(<ChartViewSwitch value="chart" onChange={change} />);
    fireEvent.click(
      within(screen.getByRole('radiogroup', { name: '显示方式' })).getByRole('radio', { name: '表' }),
    );
    expect(change).toHaveBeenCalledWith('table');
  });
});
