import type { KeptState, PortletUpgrade } from '../context/portlet-upgrade.ts';
import type { JsonValue } from '../descriptor/index.ts';

/** The upgrade part of a window in memory; an error of `take` or of a guard reaches the test. */
export function createUpgrade(before: Readonly<Record<string, KeptState>>) {
  const left = new Map(Object.entries(before));
  const takes = new Map<string, () => KeptState | undefined>();
  const guards = new Set<() => boolean>();
  const upgrade: PortletUpgrade = {
    keep(name, take, version = 1) {
      left.delete(name);
      const own = () => {
        const value = take();
        return value === undefined ? undefined : { value: copyOf(value), version };
      };
      takes.set(name, own);
      return () => {
        if (takes.get(name) === own) takes.delete(name);
      };
    },
    kept: (name) => left.get(name),
    unsavedWork(isUnsaved) {
      const own = () => isUnsaved();
      guards.add(own);
      return () => void guards.delete(own);
    },
  };
  return {
    upgrade,
    keep(): Record<string, KeptState> {
      const taken = [...takes].flatMap(([name, take]): [string, KeptState][] => {
        const kept = take();
        return kept ? [[name, kept]] : [];
      });
      return Object.fromEntries([...left, ...taken]);
    },
    isUnsaved: () => [...guards].some((guard) => guard()),
  };
}

const copyOf = (value: JsonValue) => JSON.parse(JSON.stringify(value)) as JsonValue;
