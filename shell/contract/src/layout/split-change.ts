import type { JsonValue } from '@yimen/portlet-sdk/descriptor';
import { isSamePlace } from './arrange-node.ts';
import type { LayoutNode, PersonalNode, Place, TrayReason } from './page-layout.ts';
import type { PortletRules } from './portlet-rules.ts';

/** The part of a personal change that does not apply, by reason. */
export type Displaced = Partial<Record<TrayReason, PersonalNode>>;

/** A node that personal changes are applied to: an administrator's, or one that the person added. */
export type ChangeTarget = Pick<LayoutNode, 'portlet' | 'place' | 'locks'>;

/**
 * Splits a person's changes of one node into those that apply and those that go to the tray.
 * Every value of `change` is in exactly one of the two (architecture I5).
 */
export function splitChange(
  target: ChangeTarget,
  change: PersonalNode,
  rules: PortletRules,
): { applied: PersonalNode; displaced: Displaced } {
  const { added, title, isMinimized } = change;
  const applied: PersonalNode = {
    ...(added && { added }),
    ...(title !== undefined && { title }),
    ...(isMinimized !== undefined && { isMinimized }),
  };
  const locked: PersonalNode = {};
  const allowedPlace = change.place && lockedPlace(target, change.place);
  if (change.place && allowedPlace) {
    applied.place = allowedPlace;
    if (!isSamePlace(allowedPlace, change.place)) locked.place = change.place;
  }
  if (change.isHidden !== undefined) {
    (target.locks.includes('remove') ? locked : applied).isHidden = change.isHidden;
  }
  const displaced: Displaced = {};
  if (change.preferences) {
    const split = splitPreferences(target, change.preferences, rules);
    if (split.applied) applied.preferences = split.applied;
    if (split.locked) locked.preferences = split.locked;
    if (split.invalid) displaced['preference-invalid'] = { preferences: split.invalid };
  }
  if (Object.keys(locked).length > 0) displaced.locked = locked;
  return { applied, displaced };
}

/** As much of a wanted place as the locks of a node leave. */
export function lockedPlace(target: ChangeTarget, wanted: Place): Place {
  const { place, locks } = target;
  const position = locks.includes('move') ? place : wanted;
  const size = locks.includes('resize') ? place : wanted;
  return { column: position.column, row: position.row, columns: size.columns, rows: size.rows };
}

type Preferences = Readonly<Record<string, JsonValue>>;
type SplitPreferences = { applied?: Preferences; locked?: Preferences; invalid?: Preferences };

function splitPreferences(target: ChangeTarget, wanted: Preferences, rules: PortletRules): SplitPreferences {
  if (Object.keys(wanted).length === 0) return {};
  if (target.locks.includes('configure')) return { locked: wanted };
  const bad = new Set(rules.preferenceErrors(target.portlet, wanted).map((error) => firstKey(error.pointer)));
  const entries = Object.entries(wanted);
  const good = entries.filter(([key]) => !bad.has(key));
  const invalid = entries.filter(([key]) => bad.has(key));
  return {
    ...(good.length > 0 && { applied: Object.fromEntries(good) }),
    ...(invalid.length > 0 && { invalid: Object.fromEntries(invalid) }),
  };
}

// RFC 6901: the first reference token of a JSON pointer, unescaped.
function firstKey(pointer: string): string {
  return (pointer.split('/')[1] ?? '').replaceAll('~1', '/').replaceAll('~0', '~');
}
