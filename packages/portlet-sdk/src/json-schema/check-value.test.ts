import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import type { JsonSchema } from '../descriptor/index.ts';
import { checkValue } from './check-value.ts';

/** Numbers that look random and are the same in every run (mulberry32). */
function numbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

const rounds = 125;
const next = numbers(20_261_123);
const upTo = (limit: number) => Math.floor(next() * limit);
function pick<T>(list: readonly T[]): T {
  return list[upTo(list.length)] as T;
}

const scalars = ['', 'a', 'ab', '支付', '😀', 0, 1, -3, 2.5, 10, true, false, null];

function anyValue(depth = 0): unknown {
  const kind = depth > 2 ? 0 : upTo(4);
  if (kind === 2) return Array.from({ length: upTo(4) }, () => anyValue(depth + 1));
  if (kind === 3)
    return Object.fromEntries(
      Array.from({ length: upTo(3) }, () => [pick(['a', 'b', 'x-c']), anyValue(depth + 1)]),
    );
  return pick(scalars);
}

function anySchema(depth = 0): JsonSchema {
  const schema: Record<string, unknown> = {};
  const maybe = (keyword: string, value: () => unknown) => {
    if (next() < 0.25) schema[keyword] = value();
  };
  const types = ['string', 'integer', 'number', 'boolean', 'array', 'object', 'null'];
  maybe('type', () => (next() < 0.7 ? pick(types) : [...new Set([pick(types), pick(types)])]));
  maybe('enum', () => [pick(scalars), [1], { a: 1 }]);
  maybe('const', () => anyValue(2));
  maybe('minLength', () => upTo(3));
  maybe('maxLength', () => upTo(3));
  maybe('pattern', () => pick(['^a', 'b$', '支', '^.$']));
  maybe('minimum', () => upTo(4) - 2);
  maybe('maximum', () => upTo(4));
  maybe('exclusiveMinimum', () => upTo(4) - 2);
  maybe('exclusiveMaximum', () => upTo(4));
  maybe('multipleOf', () => pick([1, 2, 0.5]));
  maybe('minItems', () => upTo(3));
  maybe('maxItems', () => upTo(3));
  maybe('uniqueItems', () => true);
  maybe('minProperties', () => upTo(3));
  maybe('required', () => [pick(['a', 'b'])]);
  if (depth > 1) return schema;
  maybe('items', () => anySchema(depth + 1));
  maybe('properties', () => ({ a: anySchema(depth + 1), b: anySchema(depth + 1) }));
  maybe('patternProperties', () => ({ '^x-': anySchema(depth + 1) }));
  maybe('additionalProperties', () => (next() < 0.5 ? false : anySchema(depth + 1)));
  maybe('propertyNames', () => ({ pattern: '^[ab]' }));
  maybe('allOf', () => [anySchema(depth + 1)]);
  for (const branch of ['if', 'then', 'else']) maybe(branch, () => anySchema(depth + 1));
  return schema;
}

describe('checkValue', () => {
  it('[R10] says yes and no as Ajv does, for 1,000 pairs of schema and value', () => {
    const ajv = new Ajv2020({
      strict: false,
      validateFormats: false,
      validateSchema: false,
      code: { optimize: false },
    });
    let fitting = 0;
    for (let round = 0; round < rounds; round++) {
      const schema = anySchema();
      const validate = ajv.compile(schema);
      for (let attempt = 0; attempt < 8; attempt++) {
        const value = anyValue();
        const expected = validate(value);
        if (expected) fitting += 1;
        const errors = checkValue(schema, value);
        const situation = JSON.stringify({ schema, value, errors, ajv: validate.errors });
        expect(errors.length === 0, situation).toBe(expected);
      }
    }
    expect(fitting / rounds / 8).toBeGreaterThan(0.1);
    expect(fitting / rounds / 8).toBeLessThan(0.9);
  });

  it('names every mistake with its pointer, escaped', () => {
    const schema = {
      type: 'object',
      additionalProperties: false,
      properties: { 'a/b': { type: 'array', items: { type: 'integer', maximum: 3 } } },
      required: ['name'],
    };
    expect(
      checkValue(schema, { 'a/b': [1, 'x', 9], '~': 1 })
        .map((error) => error.pointer)
        .sort(),
    ).toEqual(['', '/a~1b/1', '/a~1b/2', '/~0'].sort());
  });

  it('looks at each item of a list once, so that a long one holds nobody up', () => {
    let reads = 0;
    const item = (index: number) => ({
      get id() {
        reads += 1;
        return index;
      },
    });
    const items = Array.from({ length: 2_000 }, (_, index) => item(index));
    expect(checkValue({ uniqueItems: true }, items)).toEqual([]);
    expect(reads).toBe(2_000);
    expect(checkValue({ uniqueItems: true }, [...items, { id: 7 }])).toHaveLength(1);
    const mixed = [1, '1', [1], ['1'], '[1]', { a: 1, b: [2] }, null, 'null', { b: [2], a: '1' }];
    expect(checkValue({ uniqueItems: true }, mixed)).toEqual([]);
    expect(checkValue({ uniqueItems: true }, [...mixed, { b: [2], a: 1 }])).toHaveLength(1);
  });

  it('speaks the language of the person', () => {
    const schema = { type: 'integer', minimum: 1 };
    expect(checkValue(schema, 0, { locale: 'zh-CN', pointer: '/rows' })).toEqual([
      { pointer: '/rows', detail: '不能小于 1' },
    ]);
    expect(checkValue(schema, 'x', { locale: 'zh-CN' })[0]?.detail).toBe('应为整数');
    expect(checkValue(schema, 0)[0]?.detail).toBe('must be at least 1');
  });
});
