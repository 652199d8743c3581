// @vitest-environment jsdom
import { cleanup, fireEvent, render, screen } from '@testing-library/react';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { FilterOutlined } from '../src/icons/index.ts';
import { Alert, Button, Pagination, Select, Tabs, UiProvider } from '../src/index.ts';
import { DataTable } from '../src/table/index.ts';
import { standInForLayout } from '../src/testing/index.ts';
import { TreeSelect } from '../src/tree/index.ts';

beforeAll(() => standInForLayout());
afterEach(cleanup);

const pages = <Pagination current={2} pageSize={1} total={3} onChange={() => {}} />;

/** Names that assistive technology reads out and that are no Chinese. */
function englishNames(): string[] {
  return [...document.querySelectorAll('[aria-label]')]
    .filter((element) => element.closest('[aria-hidden=true]') === null)
    .map((element) => element.getAttribute('aria-label') ?? '')
    .filter((name) => /[a-z]/i.test(name));
}

describe('names of drawings', () => {
  it('are silent beside a label, and are what the author says otherwise', () => {
    render(
      <UiProvider locale="zh-CN">
        <Button icon={<FilterOutlined />}>高级查询</Button>
        <FilterOutlined aria-label="已筛选" />
        <Alert type="error" showIcon title="不行" />
      </UiProvider>,
    );
    expect(screen.getByRole('button', { name: '高级查询' })).toBeDefined();
    expect(screen.getAllByRole('img').map((image) => image.getAttribute('aria-label'))).toEqual(['已筛选']);
  });

  it('name the arrows of pages in the language of the page', () => {
    const { rerender } = render(<UiProvider locale="zh-CN">{pages}</UiProvider>);
    expect(screen.getByRole('button', { name: '上一页' })).toBeDefined();
    expect(screen.getByRole('button', { name: '下一页' })).toBeDefined();
    rerender(<UiProvider locale="en-US">{pages}</UiProvider>);
    expect(screen.getByRole('button', { name: 'Next page' })).toBeDefined();
  });

  it('name the arrows below a table too', () => {
    render(
      <UiProvider locale="zh-CN">
        <DataTable
          label="单位"
          columns={[{ key: 'name', title: '名称' }]}
          rows={[{ name: '甲' }, { name: '乙' }]}
          rowKey={({ name }) => name}
          page={1}
        />
      </UiProvider>,
    );
    expect(screen.getByRole('button', { name: '下一页' })).toBeDefined();
  });

  it('leave nothing English in a Chinese form', () => {
    render(
      <UiProvider locale="zh-CN">
        <Select aria-label="单位" allowClear value="a" options={[{ value: 'a', label: '甲' }]} />
        <TreeSelect
          aria-label="部门"
          open
          allowClear
          value="b"
          treeData={[{ value: 'a', title: '甲', children: [{ value: 'b', title: '乙' }] }]}
        />
      </UiProvider>,
    );
    expect(screen.getAllByRole('button', { name: '清除' })).toHaveLength(2);
    expect(document.body.textContent).not.toContain('×');
    expect(screen.getAllByTitle('甲')).not.toEqual([]);
    expect(englishNames()).toEqual([]);
  });

  it('leave the name of a tab that has the focus as it is written', () => {
    render(
      <UiProvider locale="zh-CN">
        <Tabs
          items={[
            { key: 'open', label: '待办' },
            { key: 'done', label: '已办' },
          ]}
        />
      </UiProvider>,
    );
    const tab = screen.getByRole('tab', { name: '待办' });
    tab.focus();
    fireEvent.keyDown(tab, { key: 'ArrowRight', code: 'ArrowRight' });
    const focused = document.activeElement;
    expect(focused?.getAttribute('role')).toBe('tab');
    expect(focused?.textContent).toBe('已办');
  });
});
