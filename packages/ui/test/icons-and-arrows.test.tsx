// @vitest-environment jsdom
import { cleanup, render, screen } from '@testing-library/react';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { FilterOutlined } from '../src/icons/index.ts';
import { Alert, Button, Pagination, Select, UiProvider, useAllowClear } from '../src/index.ts';
import { DataTable } from '../src/table/index.ts';
import { standInForLayout } from '../src/testing/index.ts';

beforeAll(() => standInForLayout());
afterEach(cleanup);

const pages = <Pagination current={2} pageSize={1} total={3} onChange={() => {}} />;

function Choice() {
  const allowClear = useAllowClear();
  return (
    <Select aria-label="单位" allowClear={allowClear} value="a" options={[{ value: 'a', label: '甲' }]} />
  );
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
    const { container } = render(
      <UiProvider locale="zh-CN">
        <Choice />
      </UiProvider>,
    );
    expect(screen.getByRole('button', { name: '清除' })).toBeDefined();
    const english = [...container.querySelectorAll('[aria-label]')].filter(
      (element) =>
        element.closest('[aria-hidden=true]') === null &&
        /[a-z]/i.test(element.getAttribute('aria-label') ?? ''),
    );
    expect(english).toEqual([]);
  });
});
