import { describe, expect, it } from 'vitest';
import { sampleDescriptor } from '../testing/sample-descriptor.ts';
import { migratePreferences } from './migrate-preferences.ts';
import { preferenceDefaults, validatePreferences } from './preferences.ts';

const label = { 'zh-CN': '标签', 'en-US': 'Label' };

describe('preferences', () => {
  it('[R21] have the defaults of the descriptor, a new copy each time', () => {
    const descriptor = sampleDescriptor({
      preferences: {
        units: { type: 'array', items: { type: 'string' }, default: ['edu'], 'x-label': label },
      },
    });
    const first = preferenceDefaults(descriptor);
    expect(first).toEqual({ units: ['edu'] });
    expect(first.units).not.toBe(preferenceDefaults(descriptor).units);
    expect(preferenceDefaults(sampleDescriptor({ preferences: undefined }))).toEqual({});
  });

  it('[R27] are refused when unknown, not fitting or read-only, naming each', () => {
    const descriptor = sampleDescriptor();
    const values = { pageSize: 99, moneyUnit: 'jiao', source: 'x', colour: 'red', toString: 1 };
    const errors = validatePreferences(descriptor, values, { readOnly: ['source'] });
    expect(errors.map((error) => error.pointer)).toEqual([
      '/pageSize',
      '/moneyUnit',
      '/source',
      '/colour',
      '/toString',
    ]);
    expect(validatePreferences(descriptor, { source: 'x' })).toEqual([]);
    expect(validatePreferences(descriptor, { colour: 1 }, { locale: 'zh-CN' })[0]?.detail).toBe(
      '没有这个设置项',
    );
  });

  it('[R29] follow a changed type where the meaning is plain, and hand back what does not fit', () => {
    const descriptor = sampleDescriptor({
      preferences: {
        rows: { type: 'integer', maximum: 50, default: 10, 'x-label': label },
        title: { type: 'string', default: '', 'x-label': label },
        isOpen: { type: 'boolean', default: true, 'x-label': label },
        units: { type: 'array', items: { type: 'string' }, default: [], 'x-label': label },
        unit: { type: 'string', default: '', 'x-label': label },
      },
    });
    const stored = { rows: '20', title: 7, isOpen: 'false', units: 'edu', unit: ['health'], gone: 1 };
    expect(migratePreferences(descriptor, stored)).toEqual({
      values: { rows: 20, title: '7', isOpen: false, units: ['edu'], unit: 'health' },
      rejected: [{ name: 'gone', value: 1, detail: 'is not a preference of this portlet' }],
    });
    expect(migratePreferences(descriptor, { rows: 80, title: ['a', 'b'] })).toEqual({
      values: {},
      rejected: [
        { name: 'rows', value: 80, detail: 'must be at most 50' },
        { name: 'title', value: ['a', 'b'], detail: 'must be string' },
      ],
    });
  });
});
