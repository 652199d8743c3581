import { migratePreferences } from '@yimen/portlet-sdk/descriptor';
import type { PersonalLayout, PersonalNode, TrayItem } from '@yimen/shell-contract';
import type { LayoutNode } from '@yimen/shell-contract/layout';
import type { LiveReleases } from '../../registry/live-release.ts';
import { bringNode, commitNode } from './bring-node.ts';

/** An administrator's windows as the releases that a person gets read their preferences. */
export function bringNodes(nodes: readonly LayoutNode[], live: LiveReleases): LayoutNode[] {
  return nodes.map(({ preferencesOf, ...node }) => {
    const descriptor = live.get(node.portlet)?.descriptor;
    if (!descriptor) return node;
    return { ...node, preferences: migratePreferences(descriptor, node.preferences, preferencesOf).values };
  });
}

/** A person's changes as the releases that she gets read them, and what they read otherwise than it was stored. */
export function bringLayout(
  layout: PersonalLayout,
  nodes: readonly LayoutNode[],
  live: LiveReleases,
): { layout: PersonalLayout; adjusted: TrayItem[] } {
  const adjusted: TrayItem[] = [];
  const brought = Object.entries(layout.nodes).map(([nodeId, node]): [string, PersonalNode] => {
    const release = releaseOf(nodeId, node, nodes, live);
    if (!release) return [nodeId, node];
    const result = bringNode(node, release);
    const base = nodes.find(({ id }) => id === nodeId);
    if (Object.keys(result.adjusted).length > 0 && !base?.locks.includes('configure')) {
      const before = Object.values(result.adjusted).map(({ name, before: value }) => [name, value]);
      const change = { preferences: Object.fromEntries(before) };
      const reason = 'preference-adjusted';
      adjusted.push({ nodeId, reason, portlet: release.name, change, adjusted: result.adjusted });
    }
    return [nodeId, result.node];
  });
  return { layout: { nodes: Object.fromEntries(brought) }, adjusted };
}

/** Writes some windows' preferences down as the releases that she gets read them, before she changes them. */
export function commitWindows(
  layout: PersonalLayout,
  nodeIds: readonly string[],
  nodes: readonly LayoutNode[],
  live: LiveReleases,
): PersonalLayout {
  const committed = nodeIds.flatMap((nodeId): [string, PersonalNode][] => {
    const node = layout.nodes[nodeId];
    const release = node && releaseOf(nodeId, node, nodes, live);
    return node?.preferences && release ? [[nodeId, commitNode(node, release)]] : [];
  });
  if (committed.length === 0) return layout;
  return { nodes: { ...layout.nodes, ...Object.fromEntries(committed) } };
}

/** Writes down which release stored the preferences of some windows. */
export function markStored(
  layout: PersonalLayout,
  nodeIds: readonly string[],
  nodes: readonly LayoutNode[],
  live: LiveReleases,
): PersonalLayout {
  const marked = nodeIds.flatMap((nodeId): [string, PersonalNode][] => {
    const node = layout.nodes[nodeId];
    const release = node && releaseOf(nodeId, node, nodes, live);
    return node?.preferences && release ? [[nodeId, { ...node, preferencesOf: release.version }]] : [];
  });
  return marked.length === 0 ? layout : { nodes: { ...layout.nodes, ...Object.fromEntries(marked) } };
}

function releaseOf(nodeId: string, node: PersonalNode, nodes: readonly LayoutNode[], live: LiveReleases) {
  const portlet = node.added?.portlet ?? nodes.find(({ id }) => id === nodeId)?.portlet;
  return portlet === undefined ? undefined : live.get(portlet);
}
