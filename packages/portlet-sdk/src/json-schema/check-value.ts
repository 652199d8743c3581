import type { FieldError } from '@yimen/problem';
import type { JsonSchema, Locale } from '../descriptor/portlet-descriptor.ts';
import { hasEqualItems, jsonEqual } from './json-equal.ts';
import { matchesPattern } from './match-pattern.ts';
import { type SchemaKeyword, schemaMessages } from './schema-messages.ts';

/** Where the check stands. */
type Place = { readonly root: JsonSchema; readonly locale: Locale; readonly pointer: string };
type Check = (limit: unknown, value: unknown, at: Place, schema: JsonSchema) => FieldError[];

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** One step of a JSON pointer (RFC 6901). */
export function pointerStep(name: string | number): string {
  return `/${String(name).replaceAll('~', '~0').replaceAll('/', '~1')}`;
}

const below = (at: Place, name: string | number): Place => ({
  ...at,
  pointer: at.pointer + pointerStep(name),
});

function broken(keyword: SchemaKeyword, at: Place, limit: unknown = ''): FieldError[] {
  return [{ pointer: at.pointer, detail: schemaMessages[keyword][at.locale](String(limit)) }];
}

const types: Readonly<Record<string, (value: unknown) => boolean>> = {
  string: (value) => typeof value === 'string',
  integer: (value) => Number.isInteger(value),
  number: (value) => Number.isFinite(value),
  boolean: (value) => typeof value === 'boolean',
  array: Array.isArray,
  object: isObject,
  null: (value) => value === null,
};

// Keywords look only at values of their own type (JSON Schema Validation 2020-12, section 6).
const forNumber =
  (keyword: SchemaKeyword, fits: (value: number, limit: number) => boolean): Check =>
  (limit, value, at) =>
    typeof value !== 'number' || fits(value, Number(limit)) ? [] : broken(keyword, at, limit);
const forLength =
  (keyword: SchemaKeyword, fits: (length: number, limit: number) => boolean): Check =>
  (limit, value, at) =>
    typeof value !== 'string' || fits([...value].length, Number(limit)) ? [] : broken(keyword, at, limit);
const forItems =
  (keyword: SchemaKeyword, fits: (items: unknown[], limit: number) => boolean): Check =>
  (limit, value, at) =>
    !Array.isArray(value) || fits(value, Number(limit)) ? [] : broken(keyword, at, limit);

function checkProperties(limit: unknown, value: unknown, at: Place): FieldError[] {
  if (!isObject(value) || !isObject(limit)) return [];
  return Object.entries(limit).flatMap(([name, schema]) =>
    Object.hasOwn(value, name) ? check(schema, value[name], below(at, name)) : [],
  );
}

function isPatternProperty(schema: JsonSchema, name: string): boolean {
  const patterns = Object.keys(isObject(schema.patternProperties) ? schema.patternProperties : {});
  return patterns.some((pattern) => matchesPattern(pattern, name));
}

function checkAdditional(limit: unknown, value: unknown, at: Place, schema: JsonSchema): FieldError[] {
  if (!isObject(value) || limit === true) return [];
  const declared = isObject(schema.properties) ? schema.properties : {};
  const others = Object.keys(value).filter(
    (name) => !Object.hasOwn(declared, name) && !isPatternProperty(schema, name),
  );
  return others.flatMap((name) =>
    limit === false
      ? broken('additionalProperties', below(at, name))
      : check(limit, value[name], below(at, name)),
  );
}

function checkPropertyNames(limit: unknown, value: unknown, at: Place): FieldError[] {
  if (!isObject(value)) return [];
  return Object.keys(value).flatMap((name) => {
    const [error] = check(limit, name, at);
    return error ? broken('propertyNames', below(at, name), error.detail) : [];
  });
}

function checkPatternProperties(limit: unknown, value: unknown, at: Place): FieldError[] {
  if (!isObject(value) || !isObject(limit)) return [];
  return Object.entries(limit).flatMap(([pattern, schema]) =>
    Object.keys(value)
      .filter((name) => matchesPattern(pattern, name))
      .flatMap((name) => check(schema, value[name], below(at, name))),
  );
}

function checkRequired(limit: unknown, value: unknown, at: Place): FieldError[] {
  if (!isObject(value) || !Array.isArray(limit)) return [];
  return limit
    .filter((name) => !Object.hasOwn(value, String(name)))
    .flatMap((name) => broken('required', at, name));
}

function checkReference(limit: unknown, value: unknown, at: Place): FieldError[] {
  const name = String(limit).replace('#/$defs/', '');
  const definitions = isObject(at.root.$defs) ? at.root.$defs : {};
  if (!isObject(definitions[name])) throw new RangeError(`schema has no definition ${String(limit)}`);
  return check(definitions[name], value, at);
}

/** Every keyword with a meaning; all others are annotations. `then` and `else` belong to `if`. */
const keywords: Readonly<Record<string, Check>> = {
  $ref: checkReference,
  type(limit, value, at) {
    const names = Array.isArray(limit) ? limit.map(String) : [String(limit)];
    return names.some((name) => types[name]?.(value)) ? [] : broken('type', at, names.join(' or '));
  },
  enum: (limit, value, at) =>
    !Array.isArray(limit) || limit.some((allowed) => jsonEqual(allowed, value))
      ? []
      : broken('enum', at, limit.map((allowed) => JSON.stringify(allowed)).join(', ')),
  const: (limit, value, at) => (jsonEqual(limit, value) ? [] : broken('const', at, JSON.stringify(limit))),
  pattern: (limit, value, at) =>
    typeof value !== 'string' || matchesPattern(String(limit), value) ? [] : broken('pattern', at, limit),
  minLength: forLength('minLength', (length, limit) => length >= limit),
  maxLength: forLength('maxLength', (length, limit) => length <= limit),
  minimum: forNumber('minimum', (value, limit) => value >= limit),
  maximum: forNumber('maximum', (value, limit) => value <= limit),
  exclusiveMinimum: forNumber('exclusiveMinimum', (value, limit) => value > limit),
  exclusiveMaximum: forNumber('exclusiveMaximum', (value, limit) => value < limit),
  multipleOf: forNumber('multipleOf', (value, limit) => Number.isInteger(value / limit)),
  minItems: forItems('minItems', (items, limit) => items.length >= limit),
  maxItems: forItems('maxItems', (items, limit) => items.length <= limit),
  uniqueItems: (limit, value, at) =>
    limit === true && Array.isArray(value) && hasEqualItems(value) ? broken('uniqueItems', at) : [],
  items: (limit, value, at) =>
    Array.isArray(value) ? value.flatMap((item, index) => check(limit, item, below(at, index))) : [],
  minProperties: (limit, value, at) =>
    !isObject(value) || Object.keys(value).length >= Number(limit) ? [] : broken('minProperties', at, limit),
  properties: checkProperties,
  patternProperties: checkPatternProperties,
  additionalProperties: checkAdditional,
  propertyNames: checkPropertyNames,
  required: checkRequired,
  allOf: (limit, value, at) =>
    Array.isArray(limit) ? limit.flatMap((schema) => check(schema, value, at)) : [],
  if(limit, value, at, schema) {
    const branch = check(limit, value, at).length === 0 ? schema.then : schema.else;
    return branch === undefined ? [] : check(branch, value, at);
  },
};

function check(schema: unknown, value: unknown, at: Place): FieldError[] {
  if (!isObject(schema)) return [];
  // A value of a wrong type breaks other keywords too; saying so once is enough.
  if (schema.type !== undefined && keywords.type) {
    const wrongType = keywords.type(schema.type, value, at, schema);
    if (wrongType.length > 0) return wrongType;
  }
  return Object.entries(schema).flatMap(([keyword, limit]) =>
    keyword === 'type' || !Object.hasOwn(keywords, keyword)
      ? []
      : (keywords[keyword]?.(limit, value, at, schema) ?? []),
  );
}

/**
 * Checks a value against a schema of the subset of JSON Schema 2020-12 that portlets use. Written as an interpreter
 * because a compiler needs `new Function`, which the portal's content security policy forbids.
 *
 * @param schema a schema of the subset (see `portlet.schema.json`, `$defs/valueSchema`)
 * @param value any JSON value
 * @param options language of the details (en-US), and what pointers begin with
 * @returns every mistake; empty when the value fits
 * @throws RangeError when the schema refers to a definition that it does not have
 */
export function checkValue(
  schema: JsonSchema,
  value: unknown,
  options: { locale?: Locale; pointer?: string } = {},
): FieldError[] {
  return check(schema, value, {
    root: schema,
    locale: options.locale ?? 'en-US',
    pointer: options.pointer ?? '',
  });
}
