// @vitest-environment jsdom
import { cleanup, fireEvent, render, screen, within } from '@testing-library/react';
import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { UiProvider } from '../src/index.ts';
import { DataTable, type DataTableColumn, type DataTableProps } from '../src/table/index.ts';
import { standInForLayout } from '../src/testing/index.ts';

beforeAll(standInForLayout);
afterEach(cleanup);

type Row = { id: string; name: string; paid: string | null; rate: number; kids?: Row[] };

const rows: Row[] = [
  { id: 'edu', name: '市教育局', paid: '9007199254740993', rate: 0.5 },
  { id: 'civil', name: '市民政局', paid: '7', rate: 0.25 },
  { id: 'agri', name: '市农业农村局', paid: null, rate: 0 },
];

const columns: DataTableColumn<Row>[] = [
  { key: 'name', title: '预算单位', sortable: true },
  { key: 'paid', title: '已支付', kind: 'money', total: true, sortable: true },
  { key: 'rate', title: '执行率', kind: 'percent' },
];

function show(props: Partial<DataTableProps<Row>> = {}, locale: 'zh-CN' | 'en-US' = 'zh-CN') {
  return render(
    <UiProvider locale={locale}>
      <DataTable label="执行" columns={columns} rows={rows} rowKey={(row) => row.id} {...props} />
    </UiProvider>,
  );
}

function cells(): string[][] {
  const table = screen.getByRole('table', { name: '执行' });
  return within(table)
    .getAllByRole('row')
    .filter((row) => !row.matches('[aria-hidden="true"]'))
    .map((row) => [...row.querySelectorAll('th,td')].map((cell) => cell.textContent ?? ''));
}

describe('DataTable', () => {
  it('numbers rows, writes money exactly and adds it up', () => {
    show();
    expect(cells()).toEqual([
      ['序号', '预算单位', '已支付', '执行率'],
      ['1', '市教育局', '90,071,992,547,409.93', '50.0%'],
      ['2', '市民政局', '0.07', '25.0%'],
      ['3', '市农业农村局', '—', '0.0%'],
      ['合计', '90,071,992,547,410.00', ''],
    ]);
    expect(screen.getByText('单位：元')).toBeDefined();
  });

  it('aligns money and shares to the right', () => {
    show();
    const cell = screen.getByText('0.07').closest('td');
    expect(cell?.style.textAlign).toBe('right');
  });

  it('cuts the text of a column that says so at its width, and shows it whole on hover', () => {
    show({ columns: [{ key: 'name', title: '预算单位', width: 80, ellipsis: true }] });
    const cell = screen.getByText('市农业农村局').closest('td');
    expect(cell?.style.maxWidth).toBe('80px');
    expect(cell?.title).toBe('市农业农村局');
  });

  it('shows another unit, in English too', () => {
    show({ unit: '亿元', numbered: false }, 'en-US');
    expect(screen.getByText('Unit: CNY 100 million')).toBeDefined();
    expect(cells()[1]).toEqual(['市教育局', '900,719.93', '50.0%']);
    expect(cells().at(-1)?.[0]).toBe('Total');
  });

  it('lets the person switch the unit', () => {
    const change = vi.fn();
    show({ unit: '元', onUnitChange: change });
    fireEvent.click(screen.getByRole('radio', { name: '万元' }));
    expect(change).toHaveBeenCalledWith('万元');
  });

  it('opens rows by mouse and by keyboard, and moves between them with arrows', () => {
    const open = vi.fn();
    show({ onRowOpen: open, currentRowKey: 'civil' });
    const first = screen.getByText('市教育局').closest('tr');
    const second = screen.getByText('市民政局').closest('tr');
    if (first === null || second === null) throw new Error('rows are missing');
    expect(second.getAttribute('aria-current')).toBe('true');
    first.focus();
    expect(document.activeElement).toBe(first);
    fireEvent.keyDown(first, { key: 'ArrowDown' });
    expect(document.activeElement).toBe(second);
    fireEvent.keyDown(second, { key: 'Enter' });
    fireEvent.keyDown(second, { key: ' ' });
    fireEvent.click(first);
    expect(open.mock.calls.map(([row]) => row.id)).toEqual(['civil', 'civil', 'edu']);
  });

  it('does not open a row when a control in it is used', () => {
    const open = vi.fn();
    const press = vi.fn();
    const action: DataTableColumn<Row> = {
      key: 'action',
      title: '操作',
      render: () => (
        <button type="button" onClick={press}>
          查看
        </button>
      ),
    };
    show({ onRowOpen: open, columns: [action], rows: rows.slice(0, 1) });
    const button = screen.getByRole('button', { name: '查看' });
    fireEvent.click(button);
    fireEvent.keyDown(button, { key: 'Enter' });
    expect(press).toHaveBeenCalledOnce();
    expect(open).not.toHaveBeenCalled();
  });

  it('sorts money as amounts, not as text, with nothing first', () => {
    show();
    fireEvent.click(screen.getByRole('columnheader', { name: /已支付/ }));
    expect(
      cells()
        .slice(1, 4)
        .map((row) => row[1]),
    ).toEqual(['市农业农村局', '市民政局', '市教育局']);
    expect(
      cells()
        .slice(1, 4)
        .map((row) => row[0]),
    ).toEqual(['1', '2', '3']);
  });

  it('says when there is nothing, and when it failed', () => {
    const retry = vi.fn();
    const { unmount } = show({ rows: [], emptyText: '暂无支付申请' });
    expect(screen.getByText('暂无支付申请')).toBeDefined();
    unmount();
    show({ problem: { title: '服务暂时不可用' }, onRetry: retry });
    expect(screen.queryByText('市教育局')).toBeNull();
    fireEvent.click(screen.getByRole('button', { name: '重试' }));
    expect(retry).toHaveBeenCalledOnce();
  });

  it('pages by the server: numbers go on, and the sum is named a subtotal', () => {
    const change = vi.fn();
    show({ page: { current: 2, pageSize: 3, total: 9, onChange: change } });
    expect(cells()[1]?.[0]).toBe('4');
    expect(cells().at(-1)?.[0]).toBe('本页小计');
    expect(screen.getByText('共 9 条')).toBeDefined();
    fireEvent.click(screen.getByTitle('3'));
    expect(change).toHaveBeenCalledWith(3, 3);
  });

  it('shows totals that the server gives in place of its own', () => {
    show({ page: { current: 1, pageSize: 3, total: 9, onChange: () => {} }, totals: { paid: '100' } });
    expect(cells().at(-1)).toEqual(['合计', '1.00', '']);
  });

  it('pages rows at hand, and shows the last page when rows go', () => {
    const { rerender } = show({ page: 2 });
    fireEvent.click(screen.getByTitle('2'));
    expect(cells()[1]?.slice(0, 2)).toEqual(['3', '市农业农村局']);
    rerender(
      <UiProvider locale="zh-CN">
        <DataTable label="执行" columns={columns} rows={rows.slice(0, 2)} rowKey={(row) => row.id} page={2} />
      </UiProvider>,
    );
    expect(cells()[1]?.slice(0, 2)).toEqual(['1', '市教育局']);
  });

  it('nests rows, numbering and adding up the top level only', () => {
    const child: Row = { id: 'school', name: '第一中学', paid: '7', rate: 1 };
    const tree = [{ id: 'edu', name: '市教育局', paid: '7', rate: 0.5, kids: [child] }];
    show({ rows: tree, childRows: (row) => row.kids });
    fireEvent.click(screen.getByRole('button', { name: '展开行' }));
    expect(cells().slice(1)).toEqual([
      ['1', '市教育局', '0.07', '50.0%'],
      ['', '第一中学', '0.07', '100.0%'],
      ['合计', '0.07', ''],
    ]);
  });

  it('selects rows by check boxes and keeps the total row aligned', () => {
    const change = vi.fn();
    show({ selection: { keys: ['edu'], onChange: change, isDisabled: (row) => row.id === 'agri' } });
    const [, first, second, third] = screen.getAllByRole<HTMLInputElement>('checkbox');
    expect(first?.checked).toBe(true);
    expect(third?.disabled).toBe(true);
    if (second !== undefined) fireEvent.click(second);
    expect(change).toHaveBeenCalledWith(['edu', 'civil']);
    const total = screen.getByText('合计').closest('td');
    expect(total?.colSpan).toBe(3);
  });
});
