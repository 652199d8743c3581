import type { FieldError } from '@yimen/problem';
import { checkValue, pointerStep } from '../json-schema/check-value.ts';
import type { JsonValue, Locale, PortletDescriptor, PreferenceSchema } from './portlet-descriptor.ts';

type Values = Readonly<Record<string, JsonValue>>;

const texts = {
  unknown: { 'zh-CN': '没有这个设置项', 'en-US': 'is not a preference of this portlet' },
  readOnly: { 'zh-CN': '只能由管理员设置', 'en-US': 'is set by administrators only' },
} as const;

/**
 * The defaults of a portlet's preferences.
 *
 * @param descriptor a valid descriptor
 * @returns a new object with a value for every declared preference
 */
export function preferenceDefaults(descriptor: PortletDescriptor): Record<string, JsonValue> {
  const declared = Object.entries(descriptor.preferences ?? {});
  return Object.fromEntries(declared.map(([name, schema]) => [name, structuredClone(schema.default)]));
}

/**
 * Checks preferences against the descriptor; the same code on the server and in the browser.
 *
 * @param descriptor a valid descriptor
 * @param values the preferences to store, all or some
 * @param options `readOnly`: names that this writer may not set (a person: the descriptor's read-only ones and those
 *   the administrator locked); language of the details (en-US)
 * @returns every mistake with a JSON pointer into `values`; empty when all fit
 */
export function validatePreferences(
  descriptor: PortletDescriptor,
  values: Values,
  options: { readOnly?: readonly string[]; locale?: Locale } = {},
): FieldError[] {
  const locale = options.locale ?? 'en-US';
  return Object.entries(values).flatMap(([name, value]) => {
    const pointer = pointerStep(name);
    const schema = preferenceSchema(descriptor, name);
    if (!schema) return [{ pointer, detail: texts.unknown[locale] }];
    if (options.readOnly?.includes(name)) return [{ pointer, detail: texts.readOnly[locale] }];
    return checkValue(schema, value, { locale, pointer });
  });
}

/** Schema of a declared preference. */
export function preferenceSchema(descriptor: PortletDescriptor, name: string): PreferenceSchema | undefined {
  const declared = descriptor.preferences ?? {};
  return Object.hasOwn(declared, name) ? declared[name] : undefined;
}
