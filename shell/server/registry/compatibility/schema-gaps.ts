import { checkValue, type JsonSchema } from '@yimen/portlet-sdk/descriptor';
import { checkArray, checkNumber, checkString } from './schema-limits.ts';

/** A place where a value that fits one schema may not fit another. */
export type SchemaGap = {
  /** JSON pointer into the value; `*` stands for every entry of a list or object. */
  pointer: string;
  /** Keyword of the second schema that is in the way. */
  keyword: string;
  /** A value that shows it exists; otherwise nobody can tell (patterns, members that nobody declared). */
  isCertain: boolean;
};

const allTypes = ['string', 'number', 'boolean', 'array', 'object', 'null'] as const;

/**
 * Where a value that fits `from` may not fit `to`, for schemas of the published subset (`$defs/valueSchema`). No gap
 * means that every value fits; the reverse needs `isCertain`, because not everything about two schemas can be known.
 *
 * @param from what is sent
 * @param to what is taken
 */
export function schemaGaps(from: JsonSchema, to: JsonSchema, pointer = ''): SchemaGap[] {
  const finite = finiteValues(from);
  if (finite) {
    const misfit = finite.flatMap((value) => checkValue(to, value))[0];
    if (!misfit) return [];
    return [{ pointer: pointer + misfit.pointer, keyword: keywordOf(from, to), isCertain: true }];
  }
  const gaps: SchemaGap[] = [];
  const sent = typesOf(from);
  const taken = typesOf(to);
  for (const type of sent) {
    if (!accepts(taken, type, from)) return [{ pointer, keyword: 'type', isCertain: true }];
  }
  if (to.enum !== undefined || to.const !== undefined) {
    return [{ pointer, keyword: to.enum === undefined ? 'const' : 'enum', isCertain: true }];
  }
  const here = (keyword: string, isCertain = true) => gaps.push({ pointer, keyword, isCertain });
  if (sent.includes('string')) checkString(from, to, here);
  if (sent.includes('number') || sent.includes('integer')) checkNumber(from, to, here);
  if (sent.includes('array')) {
    checkArray(from, to, here);
    if (from.maxItems !== 0 && isSchema(to.items)) {
      gaps.push(...schemaGaps(isSchema(from.items) ? from.items : {}, to.items, `${pointer}/*`));
    }
  }
  if (sent.includes('object')) gaps.push(...objectGaps(from, to, pointer));
  return gaps;
}

function objectGaps(from: JsonSchema, to: JsonSchema, pointer: string): SchemaGap[] {
  const gaps: SchemaGap[] = [];
  const always = new Set(listOf(from.required));
  for (const name of listOf(to.required)) {
    if (!always.has(name)) {
      gaps.push({ pointer: `${pointer}/${step(name)}`, keyword: 'required', isCertain: true });
    }
  }
  if (Number(to.minProperties ?? 0) > Math.max(Number(from.minProperties ?? 0), always.size)) {
    gaps.push({ pointer, keyword: 'minProperties', isCertain: true });
  }
  const names = new Set([...Object.keys(propertiesOf(from)), ...Object.keys(propertiesOf(to))]);
  for (const name of names) gaps.push(...memberGaps(from, to, `${pointer}/${step(name)}`, name));
  const [others, taken] = [from.additionalProperties, to.additionalProperties];
  if (others === false || taken === undefined || taken === true) return gaps;
  // A member that nobody declared may come; whether one ever does, nobody knows.
  if (taken === false) {
    gaps.push({ pointer: `${pointer}/*`, keyword: 'additionalProperties', isCertain: isSchema(others) });
  } else if (isSchema(taken)) {
    const below = schemaGaps(isSchema(others) ? others : {}, taken, `${pointer}/*`);
    gaps.push(...(isSchema(others) ? below : below.map(unsure)));
  }
  return gaps;
}

/** One member that at least one of the two declares. */
function memberGaps(from: JsonSchema, to: JsonSchema, pointer: string, name: string): SchemaGap[] {
  const isDeclared = Object.hasOwn(propertiesOf(from), name);
  const sent = isDeclared ? propertiesOf(from)[name] : from.additionalProperties;
  if (sent === false) return [];
  const taken = Object.hasOwn(propertiesOf(to), name) ? propertiesOf(to)[name] : to.additionalProperties;
  if (taken === false) {
    return [{ pointer, keyword: 'additionalProperties', isCertain: isDeclared || isSchema(sent) }];
  }
  if (!isSchema(taken)) return [];
  const gaps = schemaGaps(isSchema(sent) ? sent : {}, taken, pointer);
  return isDeclared || isSchema(sent) ? gaps : gaps.map(unsure);
}

const unsure = (gap: SchemaGap): SchemaGap => ({ ...gap, isCertain: false });

/** All values of a schema that has only so many; undefined when there is no end to them. */
function finiteValues(schema: JsonSchema): unknown[] | undefined {
  const named =
    schema.const !== undefined ? [schema.const] : Array.isArray(schema.enum) ? schema.enum : undefined;
  const types = typesOf(schema);
  const values =
    named ??
    (types.every((type) => type === 'boolean' || type === 'null')
      ? types.flatMap((type) => (type === 'null' ? [null] : [true, false]))
      : undefined);
  return values?.filter((value) => checkValue(schema, value).length === 0);
}

/** For a list of values: which keyword keeps one of them out. */
function keywordOf(from: JsonSchema, to: JsonSchema): string {
  for (const keyword of Object.keys(to)) {
    const values = finiteValues(from) ?? [];
    if (values.some((value) => checkValue({ [keyword]: to[keyword] }, value).length > 0)) return keyword;
  }
  return 'properties';
}

function typesOf(schema: JsonSchema): string[] {
  if (schema.type === undefined) return [...allTypes];
  return Array.isArray(schema.type) ? schema.type.map(String) : [String(schema.type)];
}

function accepts(taken: readonly string[], type: string, from: JsonSchema): boolean {
  if (taken.includes(type)) return true;
  if (type === 'integer') return taken.includes('number');
  const isWhole = from.multipleOf !== undefined && Number.isInteger(Number(from.multipleOf));
  return type === 'number' && isWhole && taken.includes('integer');
}

const listOf = (value: unknown): string[] => (Array.isArray(value) ? value.map(String) : []);
const step = (name: string) => name.replaceAll('~', '~0').replaceAll('/', '~1');

function isSchema(value: unknown): value is JsonSchema {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function propertiesOf({ properties }: JsonSchema): Record<string, unknown> {
  return isSchema(properties) ? { ...properties } : {};
}
