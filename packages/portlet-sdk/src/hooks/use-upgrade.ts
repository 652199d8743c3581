import { type Dispatch, type SetStateAction, useEffect, useState } from 'react';
import { usePortlet } from '../context/portlet-context-provider.ts';
import type { KeptState } from '../context/portlet-upgrade.ts';
import type { JsonValue } from '../descriptor/index.ts';
import { useLatest } from './use-latest.ts';

/** How state of another version of the shape is taken over. */
export type KeptStateOptions<T> = {
  /** Version of the state's shape; raise it when the shape changes. 1 when absent. */
  readonly version?: number;
  /**
   * Makes this release's state of what another release kept. Undefined refuses it, and so does an error. When absent,
   * state of the same version is taken as it is, and any other refused.
   */
  readonly restore?: (kept: KeptState) => T | undefined;
};

/**
 * `useState` that outlives an upgrade of the window in the open page (SPEC R102): the release that takes over begins
 * with the state that this one had. Use it for what a person would miss: a draft, a selection, an open row. The state has
 * to be JSON.
 *
 * @param name name of the state within the portlet
 * @param initial the state, or what makes it, when nothing was kept; texts, numbers and booleans need no type
 * @param options version of the shape, and how to take over another one
 * @returns the state and its setter, as `useState` does
 * @example
 * const [draft, setDraft] = useKeptState('draft', '');
 */
export function useKeptState(
  name: string,
  initial: string | (() => string),
  options?: KeptStateOptions<string>,
): [string, Dispatch<SetStateAction<string>>];
export function useKeptState(
  name: string,
  initial: number | (() => number),
  options?: KeptStateOptions<number>,
): [number, Dispatch<SetStateAction<number>>];
export function useKeptState(
  name: string,
  initial: boolean | (() => boolean),
  options?: KeptStateOptions<boolean>,
): [boolean, Dispatch<SetStateAction<boolean>>];
export function useKeptState<T extends JsonValue>(
  name: string,
  initial: T | (() => T),
  options?: KeptStateOptions<T>,
): [T, Dispatch<SetStateAction<T>>];
export function useKeptState<T extends JsonValue>(
  name: string,
  initial: T | (() => T),
  options: KeptStateOptions<T> = {},
): [T, Dispatch<SetStateAction<T>>] {
  const { upgrade } = usePortlet();
  const { version = 1 } = options;
  const [state, setState] = useState<T>(() => {
    const restored = restore(upgrade.kept(name), options);
    if (restored !== undefined) return restored;
    return typeof initial === 'function' ? (initial as () => T)() : initial;
  });
  const latest = useLatest(state);
  useEffect(() => upgrade.keep(name, () => latest.current, version), [upgrade, name, latest, version]);
  return [state, setState];
}

function restore<T>(kept: KeptState | undefined, options: KeptStateOptions<T>): T | undefined {
  if (!kept) return undefined;
  try {
    if (options.restore) return options.restore(kept);
    return kept.version === (options.version ?? 1) ? (kept.value as T) : undefined;
  } catch (error) {
    // The window starts without it; the error is told like one of an event handler.
    reportError(error);
    return undefined;
  }
}

/**
 * Says whether the component has unsaved work (SPEC R103): while it has, its window is not replaced by another release,
 * and the person is asked before she leaves the page or removes the window.
 *
 * @param isUnsaved whether there is any now
 */
export function useUnsavedWork(isUnsaved: boolean): void {
  const { upgrade } = usePortlet();
  const latest = useLatest(isUnsaved);
  useEffect(() => upgrade.unsavedWork(() => latest.current), [upgrade, latest]);
}
