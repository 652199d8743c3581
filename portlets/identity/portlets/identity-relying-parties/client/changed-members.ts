import type { Summary } from '../../../contract/pending-change.ts';

/** Only the members that differ. */
export function changedMembers(before: object, after: object): { before: Summary; after: Summary } {
  const old = new Map<string, unknown>(Object.entries(before));
  const changed = Object.entries(after).filter(
    ([key, value]) => JSON.stringify(old.get(key)) !== JSON.stringify(value),
  );
  return {
    before: Object.fromEntries(changed.map(([key]) => [key, old.get(key)])),
    after: Object.fromEntries(changed),
  };
}
