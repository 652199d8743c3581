import type { JsonValue } from '../descriptor/index.ts';
import type { Undo } from './portlet-context.ts';

/** State that the release before has handed over. */
export type KeptState = {
  readonly value: JsonValue;
  /** Version of the state's shape, as the release that made it said. */
  readonly version: number;
};

/**
 * What a window does when another release of its portlet takes its place in the open page (SPEC R101 to R106). There the
 * old release ends as if the window was removed; what is not kept is gone.
 */
export type PortletUpgrade = {
  /**
   * Declares state that the next release gets.
   *
   * @param name name of the state within the portlet
   * @param take called when the window is about to be replaced; undefined keeps nothing. What it gives has to be JSON;
   *   all states of a window have 64 KB
   * @param version version of the state's shape; 1 when absent
   * @returns the undo
   */
  keep(name: string, take: () => JsonValue | undefined, version?: number): Undo;
  /**
   * State that the release before has kept under a name; undefined once it was declared anew by `keep`.
   *
   * @param name name of the state
   */
  kept(name: string): KeptState | undefined;
  /**
   * Declares where work can be unsaved: while it is, the window is not replaced, and the person is asked before she
   * leaves the page or removes the window.
   *
   * @param isUnsaved asked whenever it matters
   * @returns the undo
   */
  unsavedWork(isUnsaved: () => boolean): Undo;
};
