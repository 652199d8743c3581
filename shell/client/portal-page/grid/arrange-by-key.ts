import type { Locale } from '@yimen/portlet-sdk';
import type { LayoutChange, Place } from '@yimen/shell-contract';
import {
  arrangeNode,
  compactLayout,
  type Direction,
  isSamePlace,
  stepPlace,
} from '@yimen/shell-contract/layout';
import type { KeyboardEvent } from 'react';
import { shellTexts } from '../../i18n/shell-texts.ts';
import { type ArrangeKind, resizedPlace } from './drag-place.ts';
import type { ArrangeableNode, ArrangeSource } from './use-arrange.ts';

/** How the page was when the focus came to a handle. */
export type KeyArranging = { nodeId: string | null; before: readonly ArrangeableNode[] };

type KeyParts = {
  readonly event: KeyboardEvent;
  readonly nodeId: string;
  readonly kind: ArrangeKind;
  readonly keys: KeyArranging;
  readonly source: ArrangeSource;
  readonly locale: Locale;
  readonly narrate: (text: string) => void;
};

const directions: Readonly<Record<string, Direction>> = {
  ArrowLeft: 'left',
  ArrowRight: 'right',
  ArrowUp: 'up',
  ArrowDown: 'down',
};

/** Arrow keys on a handle: one step in the grid each; Escape takes all of them back. */
export function arrangeByKey(parts: KeyParts): void {
  const { event, nodeId, kind, source, locale, narrate } = parts;
  const { nodes: stored, save } = source;
  const texts = shellTexts[locale];
  const node = stored.find(({ id }) => id === nodeId);
  if (!node) return;
  const title = source.titleOf(nodeId);
  if (event.key === 'Escape') {
    event.preventDefault();
    const back = changesBack(parts);
    if (back.length > 0) save(back);
    narrate(texts.moveCancelled(title));
    return;
  }
  const direction = directions[event.key];
  if (!direction) return;
  event.preventDefault();
  const target = kind === 'move' ? stepPlace(stored, nodeId, direction) : stepSize(parts, direction);
  const { nodes, changes } = target ? arrangeNode(stored, nodeId, target) : { nodes: stored, changes: [] };
  if (changes.length === 0) {
    narrate(kind === 'move' ? texts.cannotMove(title) : texts.cannotResize(title));
    return;
  }
  save(changes);
  const place = nodes.find(({ id }) => id === nodeId)?.place ?? node.place;
  narrate(
    kind === 'move'
      ? texts.moved(title, place.column + 1, place.row + 1)
      : texts.resized(title, place.columns, place.rows),
  );
}

function stepSize({ source, nodeId }: KeyParts, direction: Direction): Place | undefined {
  const node = compactLayout(source.nodes).find(({ id }) => id === nodeId);
  if (!node) return undefined;
  const by = {
    columns: direction === 'right' ? 1 : direction === 'left' ? -1 : 0,
    rows: direction === 'down' ? 1 : direction === 'up' ? -1 : 0,
  };
  const place = resizedPlace(node.place, by, source.smallestOf(nodeId));
  return isSamePlace(place, node.place) ? undefined : place;
}

function changesBack({ keys, source, nodeId }: KeyParts): LayoutChange[] {
  if (keys.nodeId !== nodeId) return [];
  const now = new Map(source.nodes.map(({ id, place }) => [id, place]));
  return keys.before
    .filter(({ id, place }) => {
      const present = now.get(id);
      return present && !isSamePlace(present, place);
    })
    .map(({ id, place }) => ({ op: 'place', nodeId: id, place }));
}
