/** A search for the one portlet that breaks a page, by loading half of those that may be it. */
export type Bisect = {
  /** Portlets of which one is it. */
  readonly suspects: readonly string[];
  /** Those that are loaded now. */
  readonly loaded: readonly string[];
  readonly step: number;
};

/** What an answer of the person leads to. */
export type BisectResult =
  | { readonly kind: 'next'; readonly bisect: Bisect }
  | { readonly kind: 'found'; readonly portlet: string }
  /** Each half works: it is none alone, or not always. */
  | { readonly kind: 'none' };

/** Begins a search. @returns null for a page without portlets */
export function startBisect(portlets: readonly string[]): Bisect | null {
  const suspects = [...new Set(portlets)];
  return suspects.length === 0 ? null : { suspects, loaded: halfOf(suspects), step: 1 };
}

/**
 * The next step.
 * @param works whether the page works with what is loaded
 */
export function answerBisect({ suspects, loaded, step }: Bisect, works: boolean): BisectResult {
  const left = works ? suspects.filter((portlet) => !loaded.includes(portlet)) : loaded;
  const [only] = left;
  if (only === undefined) return { kind: 'none' };
  // What is left over is tried as well: a name is said of what was seen to fail.
  if (!works && left.length === 1) return { kind: 'found', portlet: only };
  return { kind: 'next', bisect: { suspects: left, loaded: halfOf(left), step: step + 1 } };
}

function halfOf(portlets: readonly string[]): string[] {
  return portlets.slice(0, Math.ceil(portlets.length / 2));
}

const key = 'yimen.bisect';

/** The search that the tab is in; null outside of one. */
export function readBisect(storage: Pick<Storage, 'getItem'>): Bisect | null {
  try {
    const value = JSON.parse(storage.getItem(key) ?? 'null') as Bisect | null;
    return value && Array.isArray(value.suspects) && Array.isArray(value.loaded) ? value : null;
  } catch {
    return null;
  }
}

/** A search as far as it is the one that the page was opened for: going back or opening safe mode leaves it. */
export function bisectOf(bisect: Bisect | null, only: readonly string[]): Bisect | null {
  const isSame =
    bisect?.loaded.length === only.length && only.every((portlet) => bisect.loaded.includes(portlet));
  return isSame ? bisect : null;
}

export function keepBisect(storage: Pick<Storage, 'setItem' | 'removeItem'>, bisect: Bisect | null): void {
  if (bisect) storage.setItem(key, JSON.stringify(bisect));
  else storage.removeItem(key);
}
