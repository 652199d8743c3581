import type { Locale } from '@yimen/portlet-sdk';
import type { UnitView } from '../contract/contact.ts';

export type UnitNode = { value: string; title: string; children: UnitNode[] };

/** The units as a tree; what names an unknown unit above it stands at the top. */
export function unitTree(units: readonly UnitView[], locale: Locale): UnitNode[] {
  const nodes = new Map<string, UnitNode>(
    units.map(({ id, name }) => [id, { value: id, title: name[locale], children: [] }]),
  );
  const top: UnitNode[] = [];
  for (const { id, parentId } of units) {
    const node = nodes.get(id);
    if (!node) continue;
    const siblings = parentId === null ? top : (nodes.get(parentId)?.children ?? top);
    siblings.push(node);
  }
  return top;
}
