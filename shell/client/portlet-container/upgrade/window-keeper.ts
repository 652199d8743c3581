import type { JsonValue, KeptState, PortletUpgrade } from '@yimen/portlet-sdk';
import { listen } from '../observable.ts';

/** States by name, as one release hands them to the next. */
export type KeptStates = Readonly<Record<string, KeptState>>;

/** Characters of JSON that all states of a window may have. */
const mostKept = 64 * 1024;

/** What a window keeps for the release that comes next, and whether it may be replaced. */
export type WindowKeeper = {
  /** The part of a portlet's context for one life; what it declared ends with the life. */
  forLife(signal: AbortSignal): PortletUpgrade;
  /** Takes the states of the running life, and those that nobody has claimed yet. An error costs that state only. */
  take(): KeptStates;
  /** Whether the portlet says that work is unsaved. An error counts as yes. */
  isUnsaved(): boolean;
  /** Whether something that changes data is on its way. */
  isSending(): boolean;
  /** Whether the portlet tells at all where work can be unsaved. */
  tellsUnsaved(): boolean;
  /** Is on its way until it is settled. */
  during<T>(work: Promise<T>): Promise<T>;
};

type Source = { readonly take: () => JsonValue | undefined; readonly version: number };

/**
 * @param before what the release before has kept
 * @param report told of states that were dropped
 */
export function createWindowKeeper(
  before: KeptStates,
  report: (event: string, detail: string) => void,
): WindowKeeper {
  const unclaimed = new Map(Object.entries(before));
  const sources = new Map<string, Source>();
  const guards = new Set<() => boolean>();
  let onTheirWay = 0;

  return {
    forLife(signal) {
      // The life before has ended; its components may be on the screen for a moment longer.
      sources.clear();
      guards.clear();
      return {
        keep(name, take, version = 1) {
          unclaimed.delete(name);
          const own = { take, version };
          if (!signal.aborted) sources.set(name, own);
          return () => {
            if (sources.get(name) === own) sources.delete(name);
          };
        },
        kept: (name) => unclaimed.get(name),
        unsavedWork: (isUnsaved) => (signal.aborted ? () => undefined : listen(guards, () => isUnsaved())),
      };
    },
    take() {
      const kept: Record<string, KeptState> = {};
      let size = 0;
      const add = (name: string, version: number, text: string) => {
        if (size + text.length > mostKept) {
          report('state-dropped', `${name}: more than ${mostKept} characters in all`);
          return;
        }
        size += text.length;
        kept[name] = { version, value: JSON.parse(text) as JsonValue };
      };
      for (const [name, { value, version }] of unclaimed) add(name, version, JSON.stringify(value));
      for (const [name, { take, version }] of sources) {
        try {
          const text = JSON.stringify(take());
          if (text !== undefined) add(name, version, text);
        } catch (error) {
          report('state-dropped', `${name}: ${String(error)}`);
        }
      }
      return kept;
    },
    isUnsaved: () => [...guards].some(says),
    isSending: () => onTheirWay > 0,
    tellsUnsaved: () => guards.size > 0,
    async during(work) {
      onTheirWay += 1;
      try {
        return await work;
      } finally {
        onTheirWay -= 1;
      }
    },
  };
}

function says(isUnsaved: () => boolean): boolean {
  try {
    return isUnsaved();
  } catch {
    return true;
  }
}
