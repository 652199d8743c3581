/** What many portlets and the shell itself rely on, by name: one of them that is changed changes for everybody. */
const intrinsics: Readonly<Record<string, object>> = {
  'Object.prototype': Object.prototype,
  'Array.prototype': Array.prototype,
  'String.prototype': String.prototype,
  'Number.prototype': Number.prototype,
  'Function.prototype': Function.prototype,
  'Promise.prototype': Promise.prototype,
  'Map.prototype': Map.prototype,
  'Set.prototype': Set.prototype,
  'Date.prototype': Date.prototype,
  'RegExp.prototype': RegExp.prototype,
  'Error.prototype': Error.prototype,
  Object,
  Array,
  Promise,
  Date,
  Math,
  JSON,
  Reflect,
};

/** Functions of the page. */
const pageFunctions = [
  ...['fetch', 'setTimeout', 'clearTimeout', 'setInterval', 'clearInterval', 'queueMicrotask'],
  ...['requestAnimationFrame', 'structuredClone', 'addEventListener', 'removeEventListener'],
  ...['Promise', 'Map', 'Set', 'URL', 'AbortController', 'EventSource', 'Worker'],
] as const;

type Snapshot = {
  readonly name: string;
  readonly target: object;
  readonly own: ReadonlyMap<PropertyKey, PropertyDescriptor>;
};

/**
 * Notices changes of what belongs to everybody, and undoes them.
 * Nothing is frozen: an object whose prototype is frozen cannot be given a `toString` of its own by assignment, which
 * honest libraries do.
 */
export type GlobalGuard = {
  /** Undoes what was changed since the last call. @returns its names */
  repair(): string[];
};

export function createGlobalGuard(page: object = globalThis): GlobalGuard {
  const snapshots = Object.entries(intrinsics).map(([name, target]): Snapshot => {
    const keys = Reflect.ownKeys(target);
    const own = new Map(
      keys.flatMap((key) => [[key, Object.getOwnPropertyDescriptor(target, key)] as const]),
    );
    return { name, target, own: own as Snapshot['own'] };
  });
  const functions = new Map<string, unknown>(
    pageFunctions.filter((name) => name in page).map((name) => [name, Reflect.get(page, name)]),
  );

  function repairFunctions(): string[] {
    return [...functions].flatMap(([name, value]) => {
      if (Reflect.get(page, name) === value) return [];
      Reflect.set(page, name, value);
      return [name];
    });
  }

  return { repair: () => [...snapshots.flatMap(repairObject), ...repairFunctions()] };
}

function repairObject({ name, target, own }: Snapshot): string[] {
  const changed: string[] = [];
  const present = Reflect.ownKeys(target);
  for (const key of present) {
    const before = own.get(key);
    if (!before) {
      Reflect.deleteProperty(target, key);
      changed.push(`${name}.${String(key)}`);
    } else if (isOther(Object.getOwnPropertyDescriptor(target, key), before)) {
      Reflect.defineProperty(target, key, before);
      changed.push(`${name}.${String(key)}`);
    }
  }
  if (present.length >= own.size) return changed;
  for (const [key, before] of own) {
    if (Object.hasOwn(target, key)) continue;
    Reflect.defineProperty(target, key, before);
    changed.push(`${name}.${String(key)}`);
  }
  return changed;
}

function isOther(now: PropertyDescriptor | undefined, before: PropertyDescriptor): boolean {
  return now?.value !== before.value || now?.get !== before.get || now?.set !== before.set;
}
