import { describe, expect, it } from 'vitest';
import { formatDate, formatDateTime } from './format-date.ts';
import { formatNumber, formatPercent } from './format-percent.ts';

describe('formatDate', () => {
  it('writes days for tables alike in both languages', () => {
    expect(formatDate('2024-07-31')).toBe('2024-07-31');
    expect(formatDate('2024-07-31', { locale: 'en-US' })).toBe('2024-07-31');
  });

  it('writes days for documents', () => {
    expect(formatDate('2024-07-01', { style: 'document' })).toBe('2024年7月1日');
    expect(formatDate('2024-07-01', { style: 'document', locale: 'en-US' })).toBe('1 July 2024');
  });

  it('shows a moment in the bureau’s time zone, whatever the browser’s', () => {
    expect(formatDate('2024-07-31T16:30:00Z')).toBe('2024-08-01');
    expect(formatDateTime('2024-07-31T16:30:00Z')).toBe('2024-08-01 00:30');
    expect(formatDateTime(Date.UTC(2024, 6, 31, 6, 5))).toBe('2024-07-31 14:05');
    expect(formatDateTime('2024-07-31T16:30:00Z', { timeZone: 'UTC' })).toBe('2024-07-31 16:30');
  });

  it('never moves a day that has no time', () => {
    expect(formatDate('2024-07-31', { timeZone: 'America/Los_Angeles' })).toBe('2024-07-31');
  });

  it('writes moments for documents', () => {
    expect(formatDateTime('2024-07-31T06:05:00Z', { style: 'document' })).toBe('2024年7月31日 14:05');
    expect(formatDateTime('2024-07-31T06:05:00Z', { style: 'document', locale: 'en-US' })).toBe(
      '31 July 2024, 14:05',
    );
  });

  it('refuses what is no date', () => {
    expect(() => formatDate('yesterday')).toThrow(RangeError);
    expect(() => formatDate(Number.NaN)).toThrow(RangeError);
    expect(() => formatDate('2024-13-45')).toThrow(RangeError);
  });
});

describe('formatPercent and formatNumber', () => {
  it('write shares, with a dash for a share of nothing', () => {
    expect(formatPercent(0.5234)).toBe('52.3%');
    expect(formatPercent(1.2, 0)).toBe('120%');
    expect(formatPercent(-0.0001)).toBe('0.0%');
    expect(formatPercent(1 / 0)).toBe('—');
    expect(formatPercent(null)).toBe('—');
  });

  it('write counts with separators', () => {
    expect(formatNumber(1234567)).toBe('1,234,567');
    expect(formatNumber(1234.5, 2)).toBe('1,234.50');
    expect(formatNumber(undefined)).toBe('—');
  });
});
