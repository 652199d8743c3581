import type {
  LayoutNode,
  MergedNode,
  PersonalLayout,
  PersonalNode,
  TrayItem,
  TrayReason,
} from './page-layout.ts';
import { type PortletRules, permissivePortletRules } from './portlet-rules.ts';
import { type Displaced, splitChange } from './split-change.ts';

/** A page as one person sees it, before windows give way to each other (see `compactLayout`). */
export type MergedLayout = { nodes: MergedNode[]; tray: TrayItem[] };

/**
 * Merges an administrator's page with a person's changes (architecture D11). Every change is either shown or in the
 * tray with the reason why not; none is dropped (I5). Windows the person may not use are left out (I6); administrators'
 * windows whose portlet has no live release stay, so that the page can say so.
 *
 * @param base the nodes of the administrator's published page
 * @param personal the person's changes
 * @param rules what the registry says about portlets; left out, every portlet is usable
 * @returns the windows in order of precedence (windows that may not be moved, windows that the person placed, the
 *   rest) with their stored places, and the tray
 */
export function mergeLayout(
  base: readonly LayoutNode[],
  personal: PersonalLayout,
  rules: PortletRules = permissivePortletRules,
): MergedLayout {
  const nodes: MergedNode[] = [];
  const tray: TrayItem[] = [];
  const baseIds = new Set(base.map((node) => node.id));
  for (const node of base) {
    const change = personal.nodes[node.id];
    if (rules.status(node.portlet) === 'forbidden') {
      if (change) tray.push(trayItem(node.id, 'portlet-unavailable', node.portlet, change));
      continue;
    }
    const { added, ...ownChange } = change ?? {};
    // The person's own window has the id of a newer administrator's window: it cannot stand on the page beside it.
    if (added) {
      tray.push(trayItem(node.id, 'node-removed', added.portlet, { ...ownChange, added }));
      nodes.push(mergeNode(node, {}, 'page'));
      continue;
    }
    const { applied, displaced } = splitChange(node, ownChange, rules);
    nodes.push(mergeNode(node, applied, 'page'));
    tray.push(...trayItems(node.id, node.portlet, displaced));
  }
  for (const [nodeId, change] of Object.entries(personal.nodes)) {
    if (!baseIds.has(nodeId)) mergePersonal(nodeId, change, rules, { nodes, tray });
  }
  return { nodes: byPrecedence(nodes, personal), tray };
}

function mergePersonal(nodeId: string, change: PersonalNode, rules: PortletRules, into: MergedLayout): void {
  const portlet = change.added?.portlet ?? null;
  if (portlet === null || !change.place) {
    into.tray.push(trayItem(nodeId, 'node-removed', portlet, change));
    return;
  }
  if (rules.status(portlet) !== 'usable') {
    into.tray.push(trayItem(nodeId, 'portlet-unavailable', portlet, change));
    return;
  }
  const node: LayoutNode = { id: nodeId, portlet, place: change.place, preferences: {}, locks: [] };
  const { applied, displaced } = splitChange(node, change, rules);
  into.nodes.push(mergeNode(node, applied, 'personal'));
  into.tray.push(...trayItems(nodeId, portlet, displaced));
}

function mergeNode(node: LayoutNode, applied: PersonalNode, origin: MergedNode['origin']): MergedNode {
  return {
    ...node,
    place: applied.place ?? node.place,
    preferences: { ...node.preferences, ...applied.preferences },
    origin,
    isMinimized: applied.isMinimized ?? false,
    isHidden: applied.isHidden ?? false,
    ...(applied.title !== undefined && { personalTitle: applied.title }),
  };
}

function trayItem(
  nodeId: string,
  reason: TrayReason,
  portlet: string | null,
  change: PersonalNode,
): TrayItem {
  return { nodeId, reason, portlet, change };
}

function trayItems(nodeId: string, portlet: string, displaced: Displaced): TrayItem[] {
  return Object.entries(displaced).map(([reason, change]) =>
    trayItem(nodeId, reason as TrayReason, portlet, change),
  );
}

function byPrecedence(nodes: MergedNode[], personal: PersonalLayout): MergedNode[] {
  const rank = (node: MergedNode) => {
    if (node.locks.includes('move')) return 0;
    return personal.nodes[node.id]?.place ? 1 : 2;
  };
  return nodes.toSorted((a, b) => rank(a) - rank(b));
}
