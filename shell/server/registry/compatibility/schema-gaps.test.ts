import { checkValue, type JsonSchema } from '@yimen/portlet-sdk/descriptor';
import { describe, expect, it } from 'vitest';
import { schemaGaps } from './schema-gaps.ts';

const object = (properties: Record<string, JsonSchema>, more: JsonSchema = {}): JsonSchema => ({
  type: 'object',
  properties,
  ...more,
});
const text = { type: 'string' };

/** From, to, and the gaps as `pointer keyword`, with a question mark where nobody can tell. */
const table: [string, JsonSchema, JsonSchema, string[]][] = [
  ['the same', text, text, []],
  ['anything taken', { type: 'number', minimum: 3 }, {}, []],
  ['anything sent', {}, text, [' type']],
  ['another type', text, { type: 'integer' }, [' type']],
  ['a whole number for a number', { type: 'integer' }, { type: 'number' }, []],
  ['a number for a whole one', { type: 'number' }, { type: 'integer' }, [' type']],
  ['multiples of 5 for whole numbers', { type: 'number', multipleOf: 5 }, { type: 'integer' }, []],
  ['more types', { type: ['string', 'null'] }, text, [' type']],
  ['fewer types', text, { type: ['string', 'null'] }, []],
  ['enum that grew', { enum: ['a', 'b', 'c'] }, { enum: ['a', 'b'] }, [' enum']],
  ['enum that shrank', { enum: ['a'] }, { enum: ['a', 'b'] }, []],
  ['enum of values that its own schema forbids', { type: 'string', enum: ['a', 1] }, { enum: ['a'] }, []],
  ['text for an enum', text, { type: 'string', enum: ['a'] }, [' enum']],
  ['enum for a pattern that all fit', { enum: ['a1', 'b2'] }, { pattern: '^[a-z][0-9]$' }, []],
  ['const', { const: 1 }, { type: 'integer', minimum: 2 }, [' minimum']],
  ['boolean for its two values', { type: 'boolean' }, { enum: [true, false] }, []],
  ['boolean for one', { type: 'boolean' }, { const: true }, [' const']],
  ['longer texts', { type: 'string', maxLength: 20 }, { type: 'string', maxLength: 10 }, [' maxLength']],
  ['shorter texts', { type: 'string', maxLength: 5 }, { type: 'string', maxLength: 10 }, []],
  ['empty texts', text, { type: 'string', minLength: 1 }, [' minLength']],
  ['a pattern', text, { type: 'string', pattern: '^a' }, [' pattern?']],
  ['the same pattern', { type: 'string', pattern: '^a' }, { type: 'string', pattern: '^a' }, []],
  ['lower numbers', { type: 'number', minimum: 0 }, { type: 'number', minimum: 1 }, [' minimum']],
  [
    'the limit itself',
    { type: 'number', minimum: 0 },
    { type: 'number', exclusiveMinimum: 0 },
    [' exclusiveMinimum'],
  ],
  [
    'whole numbers above 0 and from 1',
    { type: 'integer', exclusiveMinimum: 0 },
    { type: 'integer', minimum: 1 },
    [],
  ],
  ['higher numbers', { type: 'integer' }, { type: 'integer', maximum: 9 }, [' maximum']],
  ['another step', { type: 'integer', multipleOf: 6 }, { type: 'integer', multipleOf: 4 }, [' multipleOf?']],
  ['a step of the step', { type: 'integer', multipleOf: 6 }, { type: 'integer', multipleOf: 3 }, []],
  [
    'entries of a list',
    { type: 'array', items: text },
    { type: 'array', items: { type: 'integer' } },
    ['/* type'],
  ],
  ['a list that is always empty', { type: 'array', maxItems: 0 }, { type: 'array', items: text }, []],
  ['longer lists', { type: 'array' }, { type: 'array', maxItems: 3 }, [' maxItems?']],
  ['lists of one', { type: 'array', maxItems: 1 }, { type: 'array', uniqueItems: true }, []],
  [
    'a member that may be missing',
    object({ id: text }),
    object({ id: text }, { required: ['id'] }),
    ['/id required'],
  ],
  [
    'a member of another type',
    object({ id: { type: 'integer' } }, { required: ['id'] }),
    object({ id: text }, { required: ['id'] }),
    ['/id type'],
  ],
  [
    'a member that is not taken',
    object({ id: text, more: text }),
    object({ id: text }, { additionalProperties: false }),
    ['/more additionalProperties', '/* additionalProperties?'],
  ],
  [
    'closed for open',
    object({ id: text }, { additionalProperties: false }),
    object({ id: text, more: { type: 'integer' } }),
    [],
  ],
  [
    'open for declared',
    object({ id: text }),
    object({ id: text, more: { type: 'integer' } }),
    ['/more type?'],
  ],
  [
    'other members of a type',
    object({}, { additionalProperties: text }),
    object({}, { additionalProperties: { type: 'integer' } }),
    ['/* type'],
  ],
  ['few members', object({}), object({}, { minProperties: 1 }), [' minProperties']],
  [
    'deep below',
    object({ a: { type: 'array', items: object({ b: text }) } }),
    object({ a: { type: 'array', items: object({ b: { type: 'string', maxLength: 3 } }) } }),
    ['/a/*/b maxLength'],
  ],
];

describe('gaps between two schemas', () => {
  it.each(table)('[R142] %s', (_name, from, to, gaps) => {
    expect(
      schemaGaps(from, to).map(
        ({ pointer, keyword, isCertain }) => `${pointer} ${keyword}${isCertain ? '' : '?'}`,
      ),
    ).toEqual(gaps);
  });

  it('[R142] none means that every value of the one fits the other', () => {
    const random = numbersOf(20261125);
    let tried = 0;
    for (let round = 0; round < 6000; round += 1) {
      const from = someSchema(random, 2);
      const to = random(3) === 0 ? someSchema(random, 2) : varied(from, random);
      if (schemaGaps(from, to).length > 0) continue;
      for (let each = 0; each < 20; each += 1) {
        const value = someValue(random, 2);
        if (checkValue(from, value).length > 0) continue;
        tried += 1;
        expect({ from, to, value, errors: checkValue(to, value) }).toMatchObject({ errors: [] });
      }
    }
    expect(tried).toBeGreaterThan(2000);
  });
});

type Random = (below: number) => number;

/** The same numbers every time (a linear congruential generator). */
function numbersOf(seed: number): Random {
  let state = seed;
  return (below) => {
    state = (state * 1_664_525 + 1_013_904_223) % 4_294_967_296;
    return Math.floor((state / 4_294_967_296) * below);
  };
}

const pick = <T>(random: Random, list: readonly T[]): T => list[random(list.length)] as T;

function someValue(random: Random, depth: number): unknown {
  const simple = ['', 'a', 'ab', 'abc', 0, 1, 2, 3, 6, -1, 1.5, true, false, null];
  if (depth === 0 || random(3) > 0) return pick(random, simple);
  if (random(2) === 0) return Array.from({ length: random(3) }, () => someValue(random, depth - 1));
  const names = ['x', 'y', 'z'].filter(() => random(2) === 0);
  return Object.fromEntries(names.map((name) => [name, someValue(random, depth - 1)]));
}

function someSchema(random: Random, depth: number): Record<string, unknown> {
  const maybe = (keyword: string, value: unknown) => (random(3) === 0 ? { [keyword]: value } : {});
  const below = () => someSchema(random, depth - 1);
  switch (random(depth > 0 ? 7 : 5)) {
    case 0:
      return { type: 'string', ...maybe('minLength', random(3)), ...maybe('maxLength', 1 + random(3)) };
    case 1:
      return {
        type: pick(random, ['integer', 'number', ['number', 'null']]),
        ...maybe('minimum', random(3)),
        ...maybe('exclusiveMinimum', random(3) - 1),
        ...maybe('maximum', 2 + random(4)),
        ...maybe('multipleOf', 1 + random(3)),
      };
    case 2:
      return { enum: [pick(random, ['a', 'ab', 1, 2]), pick(random, [null, true, 'abc', 3])] };
    case 3:
      return { type: 'boolean' };
    case 4:
      return {};
    case 5:
      return {
        type: 'array',
        ...maybe('items', below()),
        ...maybe('minItems', random(2)),
        ...maybe('maxItems', 1 + random(2)),
        ...maybe('uniqueItems', true),
      };
    default:
      return {
        type: 'object',
        properties: { ...(random(2) === 0 && { x: below() }), ...(random(2) === 0 && { y: below() }) },
        ...maybe('required', [pick(random, ['x', 'y'])]),
        ...maybe('minProperties', random(2)),
        ...maybe('additionalProperties', random(2) === 0 ? false : below()),
      };
  }
}

/** The same schema without some of its keywords: mostly wider, sometimes narrower. */
function varied(schema: Record<string, unknown>, random: Random): Record<string, unknown> {
  return Object.fromEntries(Object.entries(schema).filter(() => random(3) > 0));
}
