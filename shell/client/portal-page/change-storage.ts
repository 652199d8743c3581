import type { LayoutChange } from '@yimen/shell-contract';

/** Acts of a person on one page that were not saved yet. */
export type StoredBatch = {
  readonly id: string;
  readonly slug: string;
  /** Version of the page that the person was looking at. */
  readonly version: number;
  readonly changes: LayoutChange[];
};

/** Keeps unsaved acts over a reload and a sign-in. */
export type ChangeStorage = {
  read(): readonly StoredBatch[];
  /** @returns whether they are kept; not when the storage is full or the browser allows none */
  write(batches: readonly StoredBatch[]): boolean;
};

const prefix = 'yimen.changes.';

/**
 * Unsaved acts in the tab's session storage, bound to the person who did them: whoever signs in next in this tab gets
 * none of them, and they are removed.
 *
 * @param sub the signed-in person
 */
export function createChangeStorage(storage: Storage, sub: string): ChangeStorage {
  const key = prefix + sub;
  for (const other of Object.keys(storage)) {
    if (other.startsWith(prefix) && other !== key) storage.removeItem(other);
  }
  return {
    read() {
      try {
        const stored: unknown = JSON.parse(storage.getItem(key) ?? '[]');
        return Array.isArray(stored) ? stored.filter(isBatch) : [];
      } catch {
        return [];
      }
    },
    write(batches) {
      try {
        if (batches.length === 0) storage.removeItem(key);
        else storage.setItem(key, JSON.stringify(batches));
        return true;
      } catch {
        return false;
      }
    },
  };
}

function isBatch(value: unknown): value is StoredBatch {
  if (typeof value !== 'object' || value === null) return false;
  const { id, slug, version, changes } = value as Partial<Record<keyof StoredBatch, unknown>>;
  return (
    typeof id === 'string' &&
    typeof slug === 'string' &&
    typeof version === 'number' &&
    Array.isArray(changes)
  );
}
