import { describe, expect, it } from 'vitest';
import { sampleDescriptor } from '../testing/sample-descriptor.ts';
import { migratePreferences } from './migrate-preferences.ts';
import type { PortletDescriptor } from './portlet-descriptor.ts';
import { validateDescriptor } from './validate-descriptor.ts';

const label = { 'zh-CN': '设置', 'en-US': 'Setting' };

const descriptor: PortletDescriptor = sampleDescriptor({
  version: '3.0.0',
  resources: {},
  preferences: {
    rowCount: { type: 'integer', minimum: 1, maximum: 50, default: 10, 'x-label': label },
    order: { type: 'string', enum: ['date-desc', 'date-asc'], default: 'date-desc', 'x-label': label },
    kinds: { type: 'array', items: { type: 'string', enum: ['all', 'own'] }, default: [], 'x-label': label },
    interval: { type: 'integer', minimum: 1, maximum: 60, default: 5, 'x-label': label },
    share: { type: 'number', default: 1, 'x-label': label },
  },
  preferenceMigrations: [
    { before: '2.0.0', rename: { count: 'rows' }, values: { order: [{ from: 'newest', to: 'date-desc' }] } },
    {
      before: '3.0.0',
      rename: { rows: 'rowCount' },
      values: { kinds: [{ from: 'mine', to: 'own' }] },
      scale: { interval: 1 / 60, share: 0.1 },
    },
  ],
});

describe('declared steps of preferences', () => {
  it('[R140] rename, map values and entries of lists, and convert units, from the version that stored them', () => {
    const first = { count: 20, order: 'newest', kinds: ['mine', 'all'], interval: 300, share: 3 };
    expect(migratePreferences(descriptor, first, '1.4.0')).toEqual({
      values: { rowCount: 20, order: 'date-desc', kinds: ['own', 'all'], interval: 5, share: 0.3 },
      rejected: [],
    });
    // What version 2 stored has its new name, and seconds still.
    expect(migratePreferences(descriptor, { rows: '7', interval: 60 }, '2.1.0').values).toEqual({
      rowCount: 7,
      interval: 1,
    });
    // What version 3 stored is what it means already.
    expect(migratePreferences(descriptor, { interval: 5 }, '3.0.0').values).toEqual({ interval: 5 });
    // Without a version it is older than every step.
    expect(migratePreferences(descriptor, { interval: 120 }).values).toEqual({ interval: 2 });
  });

  it('[R140] hand back what does not fit under the name and with the value that was stored', () => {
    expect(migratePreferences(descriptor, { count: 80, interval: 90 }, '1.0.0').rejected).toMatchObject([
      { name: 'interval', value: 90 },
      { name: 'count', value: 80 },
    ]);
    // Of two values for one name, the one that has it keeps it.
    expect(migratePreferences(descriptor, { count: 3, rows: 4, rowCount: 5 }, '1.0.0')).toMatchObject({
      values: { rowCount: 5 },
      rejected: [
        { name: 'count', value: 3 },
        { name: 'rows', value: 4 },
      ],
    });
  });

  it('[R141] lead in order to preferences that are declared, or the descriptor is wrong', () => {
    expect(validateDescriptor(descriptor).errors).toEqual([]);
    const pointers = (preferenceMigrations: PortletDescriptor['preferenceMigrations']) =>
      validateDescriptor({ ...descriptor, preferenceMigrations }).errors.map(({ pointer }) => pointer);
    expect(pointers([{ before: 'soon', rename: { a: 'order' } }])).toEqual([
      '/preferenceMigrations/0/before',
    ]);
    expect(pointers([{ before: '3.0.1', rename: { a: 'order' } }])).toEqual([
      '/preferenceMigrations/0/before',
    ]);
    expect(
      pointers([
        { before: '2.0.0', rename: { order: 'kinds' } },
        { before: '2.0.0', rename: { a: 'gone' }, scale: { none: 2 } },
      ]),
    ).toEqual([
      '/preferenceMigrations/0/rename/order',
      '/preferenceMigrations/1/before',
      '/preferenceMigrations/1/rename/a',
      '/preferenceMigrations/1/scale/none',
    ]);
    expect(pointers([{ before: '2.0.0', values: { order: [{ from: 'x', to: 'y' }] } }])).toEqual([
      '/preferenceMigrations/0/values/order/0/to',
    ]);
    expect(pointers([{ before: '2.0.0' }])).toEqual(['/preferenceMigrations/0']);
  });
});
