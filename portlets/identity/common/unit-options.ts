import type { Unit } from '../contract/organisation.ts';

export type UnitNode = {
  readonly key: string;
  readonly value: string;
  readonly title: string;
  readonly children: UnitNode[];
};

/** The units as a tree, in the directory's order. A unit whose parent is gone stands at the top. */
export function unitTree(units: readonly Unit[], locale: 'zh-CN' | 'en-US'): UnitNode[] {
  const sorted = [...units].sort((a, b) => a.sortOrder - b.sortOrder);
  const nodes = new Map(
    sorted.map((unit): [string, UnitNode] => [
      unit.id,
      { key: unit.id, value: unit.id, title: unit.name[locale], children: [] },
    ]),
  );
  const roots: UnitNode[] = [];
  for (const { id, parentId } of sorted) {
    const node = nodes.get(id);
    if (!node) continue;
    const parent = parentId === null ? undefined : nodes.get(parentId);
    (parent?.children ?? roots).push(node);
  }
  return roots;
}
