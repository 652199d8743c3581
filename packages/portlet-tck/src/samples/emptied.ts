import type { JsonValue } from '@yimen/portlet-sdk/descriptor';

const counting = /^(total|count|size|length|totalPages|pages)$/i;

/**
 * The same answer when there is nothing: every list is empty, what counts is 0.
 *
 * @param value an answer with data
 * @returns a new value of the same shape
 */
export function emptied(value: JsonValue): JsonValue {
  if (Array.isArray(value)) return [];
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, member]) => [
      key,
      typeof member === 'number' && counting.test(key) ? 0 : emptied(member as JsonValue),
    ]),
  );
}
