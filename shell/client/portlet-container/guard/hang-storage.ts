/** The browser's local storage, as far as it is used. */
export type StepStorage = Pick<Storage, 'length' | 'key' | 'getItem' | 'setItem' | 'removeItem'>;

/** What a tab was doing when it wrote last. */
export type TabRecord = {
  /** Milliseconds since 1970. */
  readonly at: number;
  /** The release whose code was called and had not come back. */
  readonly running: string | null;
  /** Releases whose modules were being evaluated. */
  readonly loading: readonly string[];
};

const prefix = 'yimen.running.';

export function tabKey(tab: string): string {
  return prefix + tab;
}

/**
 * A storage that never throws. All portlets share the portal's: one of them may have filled it, and a browser may refuse
 * it altogether. Whoever hangs is not known then, and everything else goes on.
 */
export function forgivingStorage(storage: StepStorage): StepStorage {
  const attempt = <T>(use: () => T, otherwise: T): T => {
    try {
      return use();
    } catch {
      return otherwise;
    }
  };
  return {
    get length() {
      return attempt(() => storage.length, 0);
    },
    key: (index) => attempt(() => storage.key(index), null),
    getItem: (name) => attempt(() => storage.getItem(name), null),
    setItem: (name, value) => attempt(() => storage.setItem(name, value), undefined),
    removeItem: (name) => attempt(() => storage.removeItem(name), undefined),
  };
}

/** What tabs were doing when they wrote last, by key; what cannot be read is removed. */
export function readTabs(storage: StepStorage): [key: string, record: TabRecord][] {
  const keys = Array.from({ length: storage.length }, (_, index) => storage.key(index) ?? '');
  return keys
    .filter((key) => key.startsWith(prefix))
    .flatMap((key): [string, TabRecord][] => {
      const record = readTab(storage.getItem(key));
      if (!record) storage.removeItem(key);
      return record ? [[key, record]] : [];
    });
}

function readTab(text: string | null): TabRecord | null {
  const { at, running, loading } = parseObject(text);
  if (typeof at !== 'number' || !Array.isArray(loading)) return null;
  return {
    at,
    running: typeof running === 'string' ? running : null,
    loading: loading.filter((release) => typeof release === 'string'),
  };
}

/** Times by name; nothing when there is nothing that can be read. */
export function readTimes(storage: StepStorage, key: string): Map<string, number> {
  const entries = Object.entries(parseObject(storage.getItem(key)));
  return new Map(entries.filter((entry): entry is [string, number] => typeof entry[1] === 'number'));
}

export function writeTimes(storage: StepStorage, key: string, times: ReadonlyMap<string, number>): void {
  if (times.size === 0) storage.removeItem(key);
  else storage.setItem(key, JSON.stringify(Object.fromEntries(times)));
}

function parseObject(text: string | null): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text ?? '{}');
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}
