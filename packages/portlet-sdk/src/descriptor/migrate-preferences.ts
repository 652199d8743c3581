import semver from 'semver';
import { checkValue } from '../json-schema/check-value.ts';
import { jsonEqual } from '../json-schema/json-equal.ts';
import type {
  JsonValue,
  PortletDescriptor,
  PreferenceMigration,
  PreferenceSchema,
} from './portlet-descriptor.ts';
import { preferenceSchema, validatePreferences } from './preferences.ts';

type Values = Readonly<Record<string, JsonValue>>;
/** A stored value on its way, with what it was. */
type Carried = { readonly name: string; readonly value: JsonValue; readonly was: [string, JsonValue] };

/** Stored preferences as another release reads them. */
export type MigratedPreferences = {
  values: Record<string, JsonValue>;
  /** As they were stored, with the reason. */
  rejected: { name: string; value: JsonValue; detail: string }[];
};

/** Values of other types that mean the same, most likely first. */
function readings(value: JsonValue, type: PreferenceSchema['type']): JsonValue[] {
  if (type === 'array') return [[value]];
  if (Array.isArray(value)) return value.length === 1 && value[0] !== undefined ? [value[0]] : [];
  if (type === 'string') return typeof value === 'object' ? [] : [String(value)];
  if (type === 'boolean') return value === 'true' ? [true] : value === 'false' ? [false] : [];
  return typeof value === 'string' && value.trim() !== '' ? [Number(value)] : [];
}

function mapped(value: JsonValue, pairs: NonNullable<PreferenceMigration['values']>[string]): JsonValue {
  const exact = pairs.find(({ from }) => jsonEqual(from, value));
  if (exact) return exact.to;
  return Array.isArray(value) ? value.map((item) => mapped(item, pairs)) : value;
}

// 0.1 × 3 is 0.30000000000000004; nobody has set that.
const scaled = (value: number, factor: number) => Number((value * factor).toPrecision(12));

function takeStep(
  carried: readonly Carried[],
  { rename = {}, values = {}, scale = {} }: PreferenceMigration,
) {
  return carried.map(({ name: before, value: old, was }): Carried => {
    const name = Object.hasOwn(rename, before) ? (rename[before] ?? before) : before;
    const pairs = Object.hasOwn(values, name) ? values[name] : undefined;
    const value = pairs ? mapped(old, pairs) : old;
    const factor = Object.hasOwn(scale, name) ? scale[name] : undefined;
    const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
    const isScaled = factor !== undefined && typeof number === 'number' && Number.isFinite(number);
    return { name, value: isScaled ? scaled(number, factor) : value, was };
  });
}

/**
 * Brings stored preferences to the descriptor of another release: first by the steps that it declares
 * (`preferenceMigrations`) for versions above the one that stored them, then by a changed type whose meaning is plain
 * ("10" → 10, "a" → ["a"]). Nothing is lost: what does not fit is handed back as it was stored.
 *
 * @param descriptor the release that shall use them
 * @param stored what was stored
 * @param storedBy version of the release that stored them; one older than every step unless said. Steps are never
 *   taken backwards: what a later version stored is read as it is
 * @returns `values` that fit, and `rejected`, the values to keep for their owner
 */
export function migratePreferences(
  descriptor: PortletDescriptor,
  stored: Values,
  storedBy = '0.0.0-0',
): MigratedPreferences {
  const steps = (descriptor.preferenceMigrations ?? []).filter(({ before }) => semver.lt(storedBy, before));
  const start = Object.entries(stored).map(([name, value]): Carried => ({ name, value, was: [name, value] }));
  const carried = steps.reduce(takeStep, start);
  // Of two values that came to one name, the one that had it all along stays.
  const inOrder = carried.toSorted((a, b) => Number(a.was[0] !== a.name) - Number(b.was[0] !== b.name));
  const values: Record<string, JsonValue> = {};
  const rejected: MigratedPreferences['rejected'] = [];
  for (const { name, value, was } of inOrder) {
    const { fitting, detail } = fit(descriptor, name, value);
    if (fitting !== undefined && !Object.hasOwn(values, name)) values[name] = fitting;
    else rejected.push({ name: was[0], value: was[1], detail });
  }
  return { values, rejected };
}

function fit(descriptor: PortletDescriptor, name: string, value: JsonValue) {
  const schema = preferenceSchema(descriptor, name);
  const [mistake] = validatePreferences(descriptor, { [name]: value });
  if (!schema) return { fitting: undefined, detail: mistake?.detail ?? '' };
  const candidates = mistake ? readings(value, schema.type) : [value];
  const fitting = candidates.find((reading) => checkValue(schema, reading).length === 0);
  return { fitting, detail: mistake?.detail ?? '' };
}
