// @vitest-environment jsdom
import { cleanup, fireEvent, render, screen, within } from '@testing-library/react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { EmptyState, ErrorState, List, LoadingState, Money, PaceProgress } from '../src/index.ts';

afterEach(cleanup);

describe('ErrorState', () => {
  it('shows the problem, announces it and retries', () => {
    const retry = vi.fn();
    render(
      <ErrorState
        problem={{ title: '服务暂时不可用', detail: '支付申请系统没有应答', status: 503 }}
        reference="01JC8"
        onRetry={retry}
      />,
    );
    const alert = within(screen.getByRole('alert'));
    expect(alert.getByText('服务暂时不可用 (503)')).toBeDefined();
    expect(alert.getByText('支付申请系统没有应答')).toBeDefined();
    expect(alert.getByText('请求编号：01JC8')).toBeDefined();
    fireEvent.click(alert.getByRole('button', { name: '重试' }));
    expect(retry).toHaveBeenCalledOnce();
  });

  it('has no button when nothing can be tried, and a title when the problem has none', () => {
    render(<ErrorState problem={{}} />);
    expect(screen.getByText('加载失败')).toBeDefined();
    expect(screen.queryByRole('button')).toBeNull();
  });
});

describe('EmptyState and LoadingState', () => {
  it('say what there is none of and what is coming', () => {
    render(
      <>
        <EmptyState text="暂无待办数据" action={<button type="button">新增</button>} />
        <LoadingState label="正在加载待办" lines={4} />
      </>,
    );
    expect(screen.getByText('暂无待办数据')).toBeDefined();
    expect(screen.getByRole('button', { name: '新增' })).toBeDefined();
    expect(screen.getByRole('status').textContent).toBe('正在加载待办');
  });
});

describe('Money', () => {
  it('shows a dash for no amount', () => {
    render(<Money value={null} />);
    expect(screen.getByText('—')).toBeDefined();
  });
});

describe('PaceProgress', () => {
  it('speaks both shares and survives a share of nothing and more than everything', () => {
    const { rerender } = render(<PaceProgress value={1.25} pace={0.5} label="市教育局" />);
    const bar = screen.getByRole('progressbar', { name: '市教育局' });
    expect(bar.getAttribute('aria-valuenow')).toBe('100');
    expect(bar.getAttribute('aria-valuetext')).toBe('执行进度 125.0%, 序时进度 50.0%');
    rerender(<PaceProgress value={null} pace={0.5} label="市教育局" />);
    expect(bar.getAttribute('aria-valuetext')).toBe('执行进度 —, 序时进度 50.0%');
  });
});

describe('List', () => {
  const items = [{ id: 1, title: '待办一', href: 'http://localhost:4212/requests/1' }];

  it('is a named list whose lines are links', () => {
    render(
      <List
        label="待办"
        items={items}
        itemKey={(item) => item.id}
        renderItem={({ title, href }) => ({ title, href, opensNewTab: true })}
      />,
    );
    const list = screen.getByRole('list', { name: '待办' });
    const link = within(list).getByRole('link', { name: '待办一' });
    expect(link.getAttribute('href')).toBe('http://localhost:4212/requests/1');
    expect(link.getAttribute('rel')).toBe('noopener');
  });

  it('opens in place, but leaves a click with a modifier key to the browser', () => {
    const open = vi.fn();
    render(
      <List
        items={items}
        itemKey={(item) => item.id}
        renderItem={({ title }) => ({ title, href: '#one', onOpen: open })}
      />,
    );
    const link = screen.getByRole('link');
    fireEvent.click(link, { ctrlKey: true });
    expect(open).not.toHaveBeenCalled();
    expect(fireEvent.click(link)).toBe(false);
    expect(open).toHaveBeenCalledOnce();
  });

  it('says when there is nothing', () => {
    render(<List items={[]} itemKey={() => 0} renderItem={() => ({ title: '' })} emptyText="暂无待办数据" />);
    expect(screen.getByText('暂无待办数据')).toBeDefined();
  });
});
