import { checkValue, type JsonValue } from '@yimen/portlet-sdk/descriptor';

type Schema = Parameters<typeof checkValue>[0];

const texts = [
  'sample',
  '1',
  'a',
  '2026',
  '2026-11',
  '2026-11-25',
  '2026-11-25T08:00:00Z',
  '2026Q4',
  '12',
  '0001',
  '000001',
  'A',
  'A1',
  'a1',
  '1.0',
  'true',
  'a@example.cn',
  'https://example.cn/',
  '00000000-0000-4000-8000-000000000000',
  '',
];

const fits = (schema: Schema, value: JsonValue) => checkValue(schema, value).length === 0;

/**
 * An example of a schema's values.
 *
 * @param schema a schema of the descriptor (its published subset of JSON Schema)
 * @returns a value that fits, or undefined when none is obvious: a text with an unusual pattern
 */
export function sampleOf(schema: object): JsonValue | undefined {
  const own = schema as Schema & Record<string, unknown>;
  return candidates(own).find((value) => fits(own, value));
}

function candidates(schema: Record<string, unknown>): JsonValue[] {
  const named = [schema.const, schema.default, ...asList(schema.enum), ...asList(schema.examples)];
  const known = named.filter((value): value is JsonValue => value !== undefined);
  const types = schema.type === undefined ? ['object', 'string'] : asList(schema.type);
  return [...known, ...types.flatMap((type) => ofType(String(type), schema))];
}

function ofType(type: string, schema: Record<string, unknown>): JsonValue[] {
  if (type === 'object') return [objectOf(schema)];
  if (type === 'array') return [arrayOf(schema)];
  if (type === 'string') return [...texts, 'x'.repeat(Number(schema.minLength ?? 1))];
  if (type === 'boolean') return [true];
  if (type === 'null') return [null];
  const bounds = [schema.minimum, schema.maximum].filter((bound) => typeof bound === 'number');
  return [1, 0, ...bounds, ...bounds.map((bound) => bound + 1), ...bounds.map((bound) => bound - 1)];
}

function objectOf(schema: Record<string, unknown>): JsonValue {
  const members = Object.entries((schema.properties ?? {}) as Record<string, object>);
  return Object.fromEntries(
    members.flatMap(([name, member]) => {
      const value = sampleOf(member);
      return value === undefined ? [] : [[name, value]];
    }),
  );
}

function arrayOf(schema: Record<string, unknown>): JsonValue {
  const item = typeof schema.items === 'object' && schema.items ? sampleOf(schema.items) : undefined;
  const least = Number(schema.minItems ?? 1);
  return item === undefined ? [] : Array.from({ length: Math.max(1, least) }, () => item);
}

function asList(value: unknown): unknown[] {
  if (value === undefined) return [];
  return Array.isArray(value) ? value : [value];
}
