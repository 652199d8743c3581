import type { JsonValue, LocalizedText } from '@yimen/portlet-sdk';
import type { LayoutChange, LayoutNode, Lock, Place } from '@yimen/shell-contract';
import { compactLayout } from '@yimen/shell-contract/layout';

/** One edit of an administrator's page. */
export type NodeEdit =
  | { readonly kind: 'add'; readonly node: LayoutNode }
  | { readonly kind: 'remove'; readonly nodeId: string }
  | { readonly kind: 'place'; readonly places: ReadonlyMap<string, Place> }
  | { readonly kind: 'title'; readonly nodeId: string; readonly title: LocalizedText | null }
  | {
      readonly kind: 'preferences';
      readonly nodeId: string;
      readonly preferences: Readonly<Record<string, JsonValue>>;
    }
  | { readonly kind: 'locks'; readonly nodeId: string; readonly locks: readonly Lock[] };

/** The nodes after an edit; nodes that it does not concern keep their identity. */
export function editNodes(nodes: readonly LayoutNode[], edit: NodeEdit): readonly LayoutNode[] {
  const change = (nodeId: string, next: (node: LayoutNode) => LayoutNode) =>
    nodes.map((node) => (node.id === nodeId ? next(node) : node));
  switch (edit.kind) {
    case 'add':
      return [...nodes, edit.node];
    case 'remove':
      return nodes.filter(({ id }) => id !== edit.nodeId);
    case 'place':
      return nodes.map((node) => {
        const place = edit.places.get(node.id);
        return place ? { ...node, place } : node;
      });
    case 'title':
      return change(edit.nodeId, ({ title: _before, ...node }) =>
        edit.title === null ? node : { ...node, title: edit.title },
      );
    case 'preferences':
      return change(edit.nodeId, (node) => ({ ...node, preferences: edit.preferences }));
    case 'locks':
      return change(edit.nodeId, (node) => ({ ...node, locks: [...edit.locks] }));
  }
}

/** What the grid's rules say about dragging, as an edit. */
export function placeEdit(changes: readonly LayoutChange[]): NodeEdit {
  const places = changes.flatMap((change): [string, Place][] =>
    change.op === 'place' ? [[change.nodeId, change.place]] : [],
  );
  return { kind: 'place', places: new Map(places) };
}

/** The nodes as they are stored: with the places they are shown at, in reading order. */
export function settledNodes(nodes: readonly LayoutNode[]): LayoutNode[] {
  return compactLayout(nodes);
}
