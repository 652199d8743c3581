// @vitest-environment jsdom

import { cleanup, fireEvent, within } from '@testing-library/react';
import { renderPortlet } from '@yimen/portlet-sdk/testing';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { addMonths, addWorkingDays, dayOf, isDate, weeksOf } from '../calendar/working-days.ts';
import { portlet } from '../client/index.ts';

afterEach(cleanup);

describe('working days', () => {
  it('knows holidays, days that make up for them, and weekends', () => {
    expect(dayOf('2026-10-01')).toMatchObject({ kind: 'holiday', holiday: { 'zh-CN': '国庆节' } });
    expect(dayOf('2026-10-10').kind).toBe('made-up');
    expect(dayOf('2026-11-28').kind).toBe('weekend');
    expect(dayOf('2026-11-25').kind).toBe('working');
    expect(dayOf('2030-10-01').kind).toBe('working');
  });

  it('counts working days across holidays, from the next day', () => {
    expect(addWorkingDays('2026-09-30', 1)).toBe('2026-10-08');
    expect(addWorkingDays('2026-09-30', 3)).toBe('2026-10-10');
    expect(addWorkingDays('2026-02-13', 1)).toBe('2026-02-14');
    expect(addWorkingDays('2026-11-25', 5)).toBe('2026-12-02');
  });

  it('steps over months and knows dates that are none', () => {
    expect(addMonths('2026-01-31', 1)).toBe('2026-02-28');
    expect(addMonths('2026-01-31', -1)).toBe('2025-12-31');
    expect([isDate('2026-02-30'), isDate('2026-2-3'), isDate(undefined), isDate('2024-02-29')]).toEqual([
      false,
      false,
      false,
      true,
    ]);
    const [first, second] = [weeksOf('2026-11-25', 'monday'), weeksOf('2026-11-25', 'sunday')];
    expect([first[0]?.[0]?.date, first.length, second[0]?.[0]?.date, second.length]).toEqual([
      '2026-10-26',
      6,
      '2026-11-01',
      5,
    ]);
  });
});

describe('工作日历, in Vue', () => {
  const show = (date = '2026-09-30') => renderPortlet(portlet, { renderParameters: { date } });

  it('[R121] shows the month of the shared date and the deadline, and follows it from outside', async () => {
    const view = await show();
    expect(await view.findByText('2026年9月')).toBeTruthy();
    const region = within(view.container);
    expect(region.getByText('2026-10-13')).toBeTruthy();
    view.setRenderParameters({ date: '2026-10-01' });
    expect(await view.findByText('国庆节')).toBeTruthy();
    expect(view.getByText('2026年10月')).toBeTruthy();
    view.setRenderParameters({ date: '2027-03-01' });
    expect(await view.findByText(/尚未收录/)).toBeTruthy();
  });

  it('shares a choice by mouse and by keyboard, in both languages', async () => {
    const view = await show();
    fireEvent.click(await view.findByRole('button', { name: '25, 2026-09-25 中秋节' }));
    expect(view.context.renderParameters.get().date).toBe('2026-09-25');
    fireEvent.keyDown(view.getByRole('table'), { key: 'ArrowDown' });
    expect(view.context.renderParameters.get().date).toBe('2026-10-02');
    await vi.waitFor(() =>
      expect(document.activeElement?.getAttribute('aria-label')).toContain('2026-10-02'),
    );
    view.setLocale('en-US');
    expect(await view.findByRole('button', { name: 'Previous month' })).toBeTruthy();
    expect(view.getByText('National Day')).toBeTruthy();
  });

  it('keeps the number of days as a preference, and refuses what is no number of days', async () => {
    const view = await show();
    const input = (await view.findByLabelText('工作日数')) as HTMLInputElement;
    fireEvent.change(input, { target: { value: '90' } });
    expect(view.context.preferences.get().workingDays).toBe(5);
    fireEvent.change(input, { target: { value: '1' } });
    expect(await view.findByText('2026-10-08')).toBeTruthy();
    expect(view.context.preferences.get().workingDays).toBe(1);
  });

  it('[R121] is unmounted with its window', async () => {
    const view = await show();
    const place = view.container.querySelector('section > div');
    expect(place?.childElementCount).toBeGreaterThan(0);
    view.unmount();
    expect(place?.childElementCount).toBe(0);
  });
});
