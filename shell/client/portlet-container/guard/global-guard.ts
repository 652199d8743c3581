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
  readonly own: Map<PropertyKey, PropertyDescriptor>;
  /** Values by key, of what is no accessor. */
  readonly values: [PropertyKey, unknown][];
  readonly accessors: PropertyKey[];
};

/**
 * Notices changes of what belongs to everybody, and undoes them.
 * Nothing is frozen: an object whose prototype is frozen cannot be given a `toString` of its own by assignment, which
 * honest libraries do.
 */
export type GlobalGuard = {
  /** Undoes what was changed since the last call; what cannot be undone is told once. @returns its names */
  repair(): string[];
};

export function createGlobalGuard(page: object = globalThis): GlobalGuard {
  const snapshots = Object.entries(intrinsics).map(([name, target]) => snapshotOf(name, target));
  const functions = new Map<string, unknown>(
    pageFunctions.filter((name) => name in page).map((name) => [name, Reflect.get(page, name)]),
  );

  function repairFunctions(): string[] {
    return [...functions].flatMap(([name, value]) => {
      const present: unknown = Reflect.get(page, name);
      if (present === value) return [];
      if (!Reflect.set(page, name, value)) functions.set(name, present);
      return [name];
    });
  }

  function repairIntrinsics(): string[] {
    return snapshots.flatMap((snapshot, index) => {
      if (isUntouched(snapshot)) return [];
      const changed = repairObject(snapshot);
      // What could not be undone belongs to the page from now on: nobody after it is to be blamed for it.
      if (!isUntouched(snapshot)) snapshots[index] = snapshotOf(snapshot.name, snapshot.target);
      return changed;
    });
  }

  return { repair: () => [...repairIntrinsics(), ...repairFunctions()] };
}

function snapshotOf(name: string, target: object): Snapshot {
  const own = new Map<PropertyKey, PropertyDescriptor>();
  const values: [PropertyKey, unknown][] = [];
  const accessors: PropertyKey[] = [];
  for (const key of Reflect.ownKeys(target)) {
    const descriptor = Object.getOwnPropertyDescriptor(target, key);
    if (!descriptor) continue;
    own.set(key, descriptor);
    if ('value' in descriptor) values.push([key, descriptor.value]);
    else accessors.push(key);
  }
  return { name, target, own, values, accessors };
}

/** The cheap question first: every window is asked it twice, and hardly ever is the answer no. */
function isUntouched({ target, own, values, accessors }: Snapshot): boolean {
  if (Reflect.ownKeys(target).length !== own.size) return false;
  for (const [key, value] of values) {
    if ((target as Record<PropertyKey, unknown>)[key] !== value) return false;
  }
  return accessors.every((key) => isSame(Object.getOwnPropertyDescriptor(target, key), own.get(key)));
}

function repairObject({ name, target, own }: Snapshot): string[] {
  const changed: string[] = [];
  for (const key of Reflect.ownKeys(target)) {
    if (own.has(key)) continue;
    Reflect.deleteProperty(target, key);
    changed.push(`${name}.${String(key)}`);
  }
  for (const [key, before] of own) {
    if (isSame(Object.getOwnPropertyDescriptor(target, key), before)) continue;
    Reflect.defineProperty(target, key, before);
    changed.push(`${name}.${String(key)}`);
  }
  return changed;
}

function isSame(a: PropertyDescriptor | undefined, b: PropertyDescriptor | undefined): boolean {
  return a !== undefined && a.value === b?.value && a.get === b?.get && a.set === b?.set;
}
