import type { HangStep } from './hang-watch.ts';

/** A window and the release that runs in it: `todo@1.2.0`. */
export type RunningWindow = { readonly windowId: string; readonly release: string };

/** The browser's local storage, as far as it is used. */
export type StepStorage = Pick<Storage, 'length' | 'key' | 'getItem' | 'setItem' | 'removeItem'>;

type Tab = {
  readonly key: string;
  readonly at: number;
  readonly windows: (RunningWindow & { step: HangStep })[];
};

const prefix = 'yimen.running.';

export function tabKey(tab: string): string {
  return prefix + tab;
}

/** What tabs were doing when they wrote last; what cannot be read is removed. */
export function readTabs(storage: StepStorage): Tab[] {
  const keys = Array.from({ length: storage.length }, (_, index) => storage.key(index) ?? '');
  return keys
    .filter((key) => key.startsWith(prefix))
    .flatMap((key): Tab[] => {
      try {
        const { at, windows } = JSON.parse(storage.getItem(key) ?? '') as Omit<Tab, 'key'>;
        return Array.isArray(windows) ? [{ key, at: Number(at), windows }] : [];
      } catch {
        storage.removeItem(key);
        return [];
      }
    });
}

/** Times by name; nothing when there is nothing that can be read. */
export function readRecord(storage: StepStorage, key: string): Record<string, number> {
  try {
    const value: unknown = JSON.parse(storage.getItem(key) ?? '{}');
    return typeof value === 'object' && value !== null ? (value as Record<string, number>) : {};
  } catch {
    return {};
  }
}

export function writeRecord(storage: StepStorage, key: string, record: Record<string, number>): void {
  if (Object.keys(record).length === 0) storage.removeItem(key);
  else storage.setItem(key, JSON.stringify(record));
}

export function isNewer(limit: number, at: unknown): boolean {
  return typeof at === 'number' && at > limit;
}
