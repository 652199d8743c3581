import { describe, expect, it } from 'vitest';
import { definePortlet } from '../define-portlet.ts';
import { sampleDescriptor } from '../testing/sample-descriptor.ts';
import {
  assertPortletEvent,
  checkNeeds,
  fittingRenderParameters,
  isCompletePath,
  isPathOfResource,
  resourcePath,
  validateDescriptor,
} from './index.ts';

const descriptor = sampleDescriptor();
const view = async () => () => null;

describe('definePortlet', () => {
  it('[R13] refuses modes that are not declared, and a definition without view', () => {
    expect(definePortlet({ descriptor, modes: { view } }).descriptor).toBe(descriptor);
    const undeclared = {
      descriptor: sampleDescriptor({ modes: ['view'] }),
      modes: { view, edit: view, help: view },
    };
    expect(() => definePortlet(undeclared)).toThrow('edit, help');
    expect(() => definePortlet({ descriptor, modes: {} as never })).toThrow('view');
    expect(() => definePortlet({ descriptor, modes: { view: 'later' } as never })).toThrow('view');
    expect(() => definePortlet({ descriptor: null, modes: { view } })).toThrow(TypeError);
  });
});

describe('events', () => {
  it('[R26] are refused when they are not declared or their payload does not fit', () => {
    expect(() => assertPortletEvent(descriptor, 'publishes', 'unit.picked', { id: 'edu' })).not.toThrow();
    expect(() => assertPortletEvent(descriptor, 'publishes', 'unit.picked', { id: 1 })).toThrow(TypeError);
    expect(() => assertPortletEvent(descriptor, 'publishes', 'row.picked', 'r')).toThrow(RangeError);
    expect(() => assertPortletEvent(descriptor, 'consumes', 'row.picked', '')).toThrow(/at least 1/);
  });
});

describe('render parameters', () => {
  it('[R22] reach a portlet only when declared and fitting', () => {
    const given = { unit: 'edu', page: '0', colour: 'red', toString: 'x' };
    expect(fittingRenderParameters(descriptor, given)).toEqual({ unit: 'edu' });
    expect(fittingRenderParameters(descriptor, { page: '12', unit: 'EDU' })).toEqual({ page: '12' });
  });
});

describe('resources', () => {
  it('[R35] have one address for the same inputs, whoever computes it', () => {
    const inputs = { preferences: { pageSize: 10 }, renderParameters: { unit: 'edu' } };
    const path = '/api/items?size=10&state=open&unit=edu';
    expect(resourcePath(descriptor, 'items', inputs)).toBe(path);
    expect(
      resourcePath(descriptor, 'items', inputs, { unit: 'health', state: undefined, q: '支付 & 款' }),
    ).toBe('/api/items?q=%E6%94%AF%E4%BB%98+%26+%E6%AC%BE&size=10&unit=health');
    expect(() => resourcePath(descriptor, 'nothing', inputs)).toThrow(RangeError);
  });

  it('[R36] have the values of their path percent-encoded, and none that leads elsewhere', () => {
    const path = '/api/units/{unit}/people';
    const one = {
      path,
      query: { unit: { from: 'render-parameter', name: 'unit' }, state: { from: 'constant', value: 'a' } },
    } as const;
    const withSteps = sampleDescriptor({ resources: { items: one } });
    expect(validateDescriptor(withSteps).errors).toEqual([]);
    const read = (unit: string) =>
      resourcePath(withSteps, 'items', { preferences: {}, renderParameters: { unit } });
    expect(read('a/b ü')).toBe('/api/units/a%2Fb%20%C3%BC/people?state=a');
    expect(isCompletePath(read('{unit}'))).toBe(true);
    for (const nowhere of ['', '.', '..']) {
      expect(read(nowhere)).toBe(`${path}?state=a`);
      expect(isCompletePath(read(nowhere))).toBe(false);
    }
    expect(isPathOfResource(one, read('edu'))).toBe(true);
    expect(isPathOfResource(one, '/api/units/edu')).toBe(false);
    expect(isPathOfResource(one, '/api/posts/edu/people')).toBe(false);
  });
});

describe('needs', () => {
  it('[R61] are compared with what the shell shares before any code is loaded', () => {
    const shared = { react: '19.3.1', '@yimen/portlet-sdk': '0.1.0' };
    expect(checkNeeds({ react: '^19.3.0', '@yimen/portlet-sdk': '^0.1.0' }, shared)).toEqual([]);
    expect(checkNeeds({ react: '^18.0.0 || ^20.0.0', '@yimen/ui': '^0.1.0', toString: '*' }, shared)).toEqual(
      [
        { name: 'react', range: '^18.0.0 || ^20.0.0', version: '19.3.1' },
        { name: '@yimen/ui', range: '^0.1.0', version: null },
        { name: 'toString', range: '*', version: null },
      ],
    );
  });
});
