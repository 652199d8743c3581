import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import { sampleDescriptor } from '../testing/sample-descriptor.ts';
import { descriptorSchema } from './descriptor-schema.ts';
import { validateDescriptor } from './validate-descriptor.ts';

const pointers = (value: unknown, modesWithCode?: string[]) =>
  validateDescriptor(value, { modesWithCode }).errors.map((error) => error.pointer);

describe('validateDescriptor', () => {
  it('[R1] accepts a descriptor that follows every rule', () => {
    expect(validateDescriptor(sampleDescriptor(), { modesWithCode: ['view', 'help'] }).errors).toEqual([]);
  });

  it('[R2] names every mistake of a descriptor at once, each with a pointer', () => {
    const { errors } = validateDescriptor({
      name: 'Todo List',
      version: '1',
      sdk: 'newest',
      title: { 'zh-CN': '待办' },
      category: 'games',
      modes: ['show', 'edit'],
      windowStates: ['normal'],
      size: { columns: 20, rows: 4 },
      colour: 'red',
    });
    expect(errors).toEqual(
      expect.arrayContaining([
        { pointer: '', detail: 'is missing description' },
        { pointer: '/name', detail: expect.stringContaining('must match') },
        { pointer: '/version', detail: expect.stringContaining('semantic version') },
        { pointer: '/sdk', detail: expect.stringContaining('range') },
        { pointer: '/title', detail: 'is missing en-US' },
        { pointer: '/category', detail: expect.stringContaining('"work"') },
        { pointer: '/modes/0', detail: expect.stringContaining('"view"') },
        { pointer: '/modes', detail: 'must have "view"' },
        { pointer: '/modes', detail: expect.stringContaining('at least one preference') },
        { pointer: '/size/columns', detail: 'must be at most 12' },
        { pointer: '/colour', detail: 'is not known here' },
      ]),
    );
    expect(errors).toHaveLength(11);
  });

  it('[R2] refuses what is no object at all', () => {
    for (const value of [null, 'portlet', 7, [], undefined]) {
      expect(validateDescriptor(value).errors).toEqual([{ pointer: '', detail: 'must be object' }]);
    }
  });

  it('[R2] survives nesting that was made to hurt', () => {
    const depth = 50_000;
    const value: unknown = JSON.parse(`${'{"items":'.repeat(depth)}1${'}'.repeat(depth)}`);
    expect(validateDescriptor(value).errors).toEqual([{ pointer: '', detail: 'is nested too deeply' }]);
  });

  it('[R3] takes a semantic version and a range of the SDK', () => {
    expect(pointers(sampleDescriptor({ version: 'v1.0.0' }))).toEqual(['/version']);
    expect(pointers(sampleDescriptor({ version: '1.0' }))).toEqual(['/version']);
    expect(pointers(sampleDescriptor({ version: '1.0.0+build' }))).toEqual(['/version']);
    expect(pointers(sampleDescriptor({ sdk: '>=x <y' }))).toEqual(['/sdk']);
    expect(pointers(sampleDescriptor({ version: '1.0.0-beta.1', sdk: '>=0.1.0 <2' }))).toEqual([]);
  });

  it('[R4] needs view and normal, and each mode and window state once', () => {
    expect(pointers(sampleDescriptor({ modes: ['help'] }))).toEqual(['/modes']);
    expect(pointers(sampleDescriptor({ modes: ['view', 'view'] }))).toEqual(['/modes']);
    expect(pointers(sampleDescriptor({ windowStates: ['maximized'] }))).toEqual(['/windowStates']);
  });

  it('[R5] needs something to edit for edit, and a text or code for help', () => {
    expect(pointers(sampleDescriptor({ preferences: {}, resources: {} }))).toEqual(['/modes']);
    expect(pointers(sampleDescriptor({ help: undefined }), ['view'])).toEqual(['/modes']);
    expect(pointers(sampleDescriptor({ help: undefined }), ['view', 'help'])).toEqual([]);
  });

  it('[R6] compares the modes that have code with the declared ones', () => {
    expect(pointers(sampleDescriptor({ modes: ['view'] }), ['view', 'edit', 'config'])).toEqual([
      '/modes',
      '/modes',
    ]);
    expect(pointers(sampleDescriptor(), ['edit'])).toEqual(['/modes']);
  });

  it('[R7] refuses names that are declared twice or reserved for the shell', () => {
    const title = { 'zh-CN': '单位', 'en-US': 'Unit' };
    const twice = sampleDescriptor({
      publicRenderParameters: [
        { name: 'unit', title },
        { name: 'unit', title },
        { name: 'max', title },
      ],
      renderParameters: [
        { name: 'page', title },
        { name: 'page', title },
        { name: 'unit', title },
      ],
      events: {
        publishes: [
          { name: 'a', schema: {} },
          { name: 'a', schema: {} },
        ],
      },
    });
    expect(pointers(twice)).toEqual([
      '/publicRenderParameters/1/name',
      '/renderParameters/1/name',
      '/renderParameters/2/name',
      '/publicRenderParameters/2/name',
      '/events/publishes/1/name',
    ]);
  });

  it('[R8] refuses a preference whose default, enum or labels contradict its schema', () => {
    const label = { 'zh-CN': '条数', 'en-US': 'Rows' };
    const bad = sampleDescriptor({
      preferences: {
        pageSize: { type: 'integer', minimum: 10, maximum: 5, default: 7, 'x-label': label },
        unit: {
          type: 'string',
          enum: ['yuan', 3],
          default: 'jiao',
          'x-label': label,
          'x-enum-labels': [label],
        },
        code: { type: 'string', pattern: '(', default: '', 'x-label': label },
      },
    });
    expect(pointers(bad).sort()).toEqual(
      [
        '/preferences/pageSize/minimum',
        '/preferences/pageSize/default',
        '/preferences/pageSize/default',
        '/preferences/unit/default',
        '/preferences/unit/enum/1',
        '/preferences/unit/x-enum-labels',
        '/preferences/code/pattern',
      ].sort(),
    );
  });

  it('[R9] refuses resources without a service and query sources that are not declared', () => {
    const bad = sampleDescriptor({
      service: undefined,
      resources: {
        items: {
          path: '/api/items',
          prefetch: true,
          query: {
            a: { from: 'preference', name: 'nothing' },
            b: { from: 'render-parameter', name: 'nowhere' },
            c: { from: 'constant', value: 'x' },
          },
        },
      },
    });
    expect(pointers(bad)).toEqual([
      '/resources/items/query/a/name',
      '/resources/items/query/b/name',
      '/resources/items',
      '/resources/items/prefetch',
    ]);
  });

  it('[R9] refuses a resource path that leaves the service', () => {
    for (const path of ['api', '//host/x', '/a/../b', '/a?b=c', '/a#b', 'http://host/', '/./a', '/']) {
      expect(pointers(sampleDescriptor({ resources: { items: { path } } })), path).toEqual([
        '/resources/items/path',
      ]);
    }
  });

  it('[R2] does not take a broken part for a missing one', () => {
    const broken = sampleDescriptor({
      preferences: { pageSize: { type: 'integer', default: 10 } as never },
      resources: {
        items: { path: '/api/items', query: { size: { from: 'preference', name: 'pageSize' } } },
      },
    });
    expect(validateDescriptor(broken).errors).toEqual([
      { pointer: '/preferences/pageSize', detail: 'is missing x-label' },
    ]);
  });

  it('[R10] accepts only the keywords of the published subset in schemas', () => {
    const bad = sampleDescriptor({
      events: { publishes: [{ name: 'picked', schema: { type: 'object', oneOf: [] } }] },
    });
    expect(pointers(bad)).toEqual(['/events/publishes/0/schema/oneOf']);
  });

  it('[R2] agrees with Ajv on the published schema', () => {
    const validate = new Ajv2020({ strict: false, allErrors: true }).compile(descriptorSchema);
    const samples = [
      sampleDescriptor(),
      sampleDescriptor({ modes: [] }),
      sampleDescriptor({ name: 'x' }),
      sampleDescriptor({ size: { columns: 1.5, rows: 1 } }),
      sampleDescriptor({ preferences: { Bad: { type: 'string' } as never } }),
      sampleDescriptor({ resources: { a: { path: '/a', query: { q: { from: 'constant' } as never } } } }),
      { ...sampleDescriptor(), extra: 1 },
      {},
      null,
    ];
    for (const sample of samples) {
      const onlySchema = validateDescriptor(sample).errors.length === 0;
      expect(validate(sample), JSON.stringify(validate.errors)).toBe(onlySchema);
    }
  });
});
