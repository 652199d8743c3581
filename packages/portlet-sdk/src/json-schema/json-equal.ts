/** Whether two JSON values are equal (JSON Schema Core 2020-12, 4.2.2). */
export function jsonEqual(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  if (Array.isArray(a) !== Array.isArray(b)) return false;
  const left = Object.entries(a);
  const right = b as Record<string, unknown>;
  if (left.length !== Object.keys(right).length) return false;
  return left.every(([key, value]) => Object.hasOwn(right, key) && jsonEqual(value, right[key]));
}

/** Whether two of the items are equal. It looks at each item once: lists come from outside and can be long. */
export function hasEqualItems(items: readonly unknown[]): boolean {
  return new Set(items.map(canonicalText)).size < items.length;
}

// Equal values have the same text, whatever the order of their members.
function canonicalText(value: unknown): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map(canonicalText).join()}]`;
  const members = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${members.map(([name, member]) => `${JSON.stringify(name)}:${canonicalText(member)}`).join()}}`;
}
