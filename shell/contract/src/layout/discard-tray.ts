import { mergeLayout } from './merge-layout.ts';
import type { LayoutNode, PersonalLayout, PersonalNode } from './page-layout.ts';
import { type PortletRules, permissivePortletRules } from './portlet-rules.ts';

/**
 * Forgets the changes of one node that lie in the tray; those that are shown stay.
 *
 * @param base the nodes of the administrator's published page
 * @param personal the person's changes
 * @param nodeId node of the tray item
 * @param rules the rules that `mergeLayout` was given
 * @returns the remaining changes; the same object when the tray holds nothing of that node
 */
export function discardTray(
  base: readonly LayoutNode[],
  personal: PersonalLayout,
  nodeId: string,
  rules: PortletRules = permissivePortletRules,
): PersonalLayout {
  const items = mergeLayout(base, personal, rules).tray.filter((item) => item.nodeId === nodeId);
  const change = personal.nodes[nodeId];
  if (items.length === 0 || !change) return personal;
  const left = items.reduce((rest, item) => without(rest, item.change), change);
  const { [nodeId]: _gone, ...nodes } = personal.nodes;
  return { nodes: Object.keys(left).length > 0 ? { ...nodes, [nodeId]: left } : nodes };
}

function without(change: PersonalNode, part: PersonalNode): PersonalNode {
  const { preferences, ...rest } = change;
  const kept = Object.entries(rest).filter(([key]) => !(key in part));
  const keptPreferences = Object.entries(preferences ?? {}).filter(
    ([key]) => !(key in (part.preferences ?? {})),
  );
  return {
    ...Object.fromEntries(kept),
    ...(keptPreferences.length > 0 && { preferences: Object.fromEntries(keptPreferences) }),
  };
}
