// @vitest-environment jsdom
import { cleanup, fireEvent, render, screen } from '@testing-library/react';
import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { DatePicker } from '../src/date-picker/index.ts';
import { UiProvider } from '../src/index.ts';
import { standInForLayout } from '../src/testing/index.ts';

beforeAll(standInForLayout);
afterEach(cleanup);

describe('DatePicker', () => {
  it.each([
    ['zh-CN', '7月', '一'],
    ['en-US', 'Jul', 'Su'],
  ] as const)('takes and gives days as text, with a calendar in %s', (locale, month, firstDay) => {
    const change = vi.fn();
    render(
      <UiProvider locale={locale}>
        <DatePicker value="2024-07-31" onChange={change} aria-label="day" />
      </UiProvider>,
    );
    const input = screen.getByRole<HTMLInputElement>('textbox', { name: 'day' });
    expect(input.value).toBe('2024-07-31');
    fireEvent.mouseDown(input);
    fireEvent.click(input);
    expect(document.querySelector('.ant-picker-month-btn')?.textContent).toBe(month);
    expect(document.querySelector('.ant-picker-content th')?.textContent).toBe(firstDay);
    fireEvent.click(screen.getByTitle('2024-07-15'));
    expect(change).toHaveBeenCalledWith('2024-07-15');
  });
});
