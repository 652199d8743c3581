import type { JsonValue, LocalizedText } from '@yimen/portlet-sdk/descriptor';

/** Columns of the page grid. */
export const GRID_COLUMNS = 12;

/** Where a window stands, in grid units; column and row count from 0. */
export type Place = { column: number; row: number; columns: number; rows: number };

/** What a person may not do to a node that an administrator placed. */
export type Lock = 'move' | 'resize' | 'remove' | 'configure';

/** A portlet window as an administrator placed it: a node of the layout with a stable id. */
export type LayoutNode = {
  id: string;
  portlet: string;
  place: Place;
  /** Own title; absent means the portlet's. */
  title?: LocalizedText;
  preferences: Record<string, JsonValue>;
  /** Version of the portlet that the preferences were set for; the portal server writes it down. */
  preferencesOf?: string;
  locks: Lock[];
};

/** A person's changes to one node, or a node she added (then `added` is present). */
export type PersonalNode = {
  place?: Place;
  isHidden?: boolean;
  isMinimized?: boolean;
  title?: string;
  preferences?: Record<string, JsonValue>;
  /** Version of the portlet that the preferences were stored by. */
  preferencesOf?: string;
  /** What earlier versions stored and a later one reads otherwise: an earlier one that comes back finds it. */
  earlierPreferences?: readonly { version: string; preferences: Record<string, JsonValue> }[];
  added?: { portlet: string };
};

/** All of a person's changes to one page, by node id (architecture D11). */
export type PersonalLayout = { nodes: Record<string, PersonalNode> };

/** One act of a person on her page. */
export type LayoutChange =
  | { op: 'place'; nodeId: string; place: Place }
  | { op: 'hide'; nodeId: string }
  | { op: 'show'; nodeId: string }
  | { op: 'minimize'; nodeId: string; isMinimized: boolean }
  | { op: 'rename'; nodeId: string; title: string | null }
  | { op: 'configure'; nodeId: string; preferences: Record<string, JsonValue> }
  | { op: 'add'; nodeId: string; portlet: string; place: Place }
  | { op: 'remove'; nodeId: string };

/** Why a personal change is not shown. */
export type TrayReason =
  | 'node-removed'
  | 'locked'
  | 'portlet-unavailable'
  | 'preference-invalid'
  /** It applies, but a new release reads it otherwise than it was stored; discarding it means that she has seen it. */
  | 'preference-adjusted';

/** A stored value and its name, and what the release reads instead. */
export type AdjustedPreference = { name: string; before: JsonValue; after: JsonValue };

/** A change that no longer applies, kept for its owner. */
export type TrayItem = {
  nodeId: string;
  reason: TrayReason;
  portlet: string | null;
  change: PersonalNode;
  /** With `preference-adjusted`: by the name in the release. */
  adjusted?: Record<string, AdjustedPreference>;
};

/** A node as shown to one person: base merged with her changes. */
export type MergedNode = LayoutNode & {
  origin: 'page' | 'personal';
  isMinimized: boolean;
  isHidden: boolean;
  personalTitle?: string;
};
