// @vitest-environment jsdom
import { cleanup, render, screen } from '@testing-library/react';
import { afterEach, describe, expect, it } from 'vitest';
import {
  Button,
  EmptyState,
  ErrorState,
  LoadingState,
  Modal,
  Money,
  PaceProgress,
  UiProvider,
  UnitSwitch,
  Urgency,
} from '../src/index.ts';

afterEach(() => {
  cleanup();
  document.head.replaceChildren();
});

function Sample() {
  return (
    <>
      <EmptyState />
      <ErrorState problem={{}} onRetry={() => {}} />
      <LoadingState />
      <Urgency level="extra-urgent" />
      <UnitSwitch value="元" onChange={() => {}} />
      <Money value="100" showUnit unit="元" />
      <PaceProgress value={0.4} pace={0.5} />
      <Modal open title="t" />
    </>
  );
}

describe('UiProvider', () => {
  it('switches every text between Chinese and English without a remount', async () => {
    const { rerender } = render(
      <UiProvider locale="zh-CN">
        <Sample />
      </UiProvider>,
    );
    const status = screen.getByRole('status');
    for (const text of ['暂无数据', '特急', '1.00 元', '慢于序时进度 10.0 个百分点']) {
      expect(screen.getByText(text)).toBeDefined();
    }
    expect(screen.getByRole('button', { name: '重试', hidden: true })).toBeDefined();
    expect(screen.getByRole('button', { name: '确定' })).toBeDefined();
    expect(document.documentElement.lang).toBe('zh-CN');

    rerender(
      <UiProvider locale="en-US" theme="dark">
        <Sample />
      </UiProvider>,
    );
    for (const text of ['No data', 'Extra urgent', '1.00 (CNY)', '10.0 points behind the year']) {
      expect(screen.getByText(text)).toBeDefined();
    }
    expect(screen.getByRole('button', { name: 'Try again', hidden: true })).toBeDefined();
    expect(screen.getByRole('button', { name: 'OK' })).toBeDefined();
    expect(screen.getByRole('status')).toBe(status);
    expect(document.documentElement.lang).toBe('en-US');
    expect(document.documentElement.dataset.yimenTheme).toBe('dark');
    expect(document.body.textContent).not.toMatch(/[\u4e00-\u9fff]/);
  });

  it('keeps two Chinese characters of a button together', () => {
    render(
      <UiProvider locale="zh-CN">
        <Button>送审</Button>
      </UiProvider>,
    );
    expect(screen.getByRole('button', { name: '送审' }).textContent).toBe('送审');
  });

  it('puts the nonce on every style element, also those antd forgets, and stops when unmounted', () => {
    const { unmount } = render(
      <UiProvider locale="zh-CN" nonce="abc">
        <Button>x</Button>
        <Modal open title="t" />
      </UiProvider>,
    );
    const styles = [...document.querySelectorAll('style')];
    expect(styles.some((style) => style.textContent?.includes('overflow-y: hidden'))).toBe(true);
    for (const style of styles) expect(style.nonce, style.textContent?.slice(0, 80)).toBe('abc');
    unmount();
    expect(Object.hasOwn(document.head, 'appendChild')).toBe(false);
  });

  it('leaves language and theme of the document to the outermost provider', () => {
    render(
      <UiProvider locale="zh-CN">
        <UiProvider locale="en-US" theme="dark">
          <EmptyState />
        </UiProvider>
      </UiProvider>,
    );
    expect(screen.getByText('No data').closest('[lang]')?.getAttribute('lang')).toBe('en-US');
    expect(document.documentElement.lang).toBe('zh-CN');
  });
});
