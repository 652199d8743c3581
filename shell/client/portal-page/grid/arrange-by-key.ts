import type { Locale } from '@yimen/portlet-sdk';
import type { LayoutChange, PageView, Place, WindowView } from '@yimen/shell-contract';
import {
  arrangeNode,
  compactLayout,
  type Direction,
  isSamePlace,
  stepPlace,
} from '@yimen/shell-contract/layout';
import type { KeyboardEvent } from 'react';
import { shellTexts } from '../../i18n/shell-texts.ts';
import { windowTitle } from '../window/window-title.ts';
import { type ArrangeKind, resizedPlace } from './drag-place.ts';
import { minimumSize } from './minimum-size.ts';

/** How the page was when the focus came to a handle. */
export type KeyArranging = { nodeId: string | null; before: readonly WindowView[] };

type KeyParts = {
  readonly event: KeyboardEvent;
  readonly nodeId: string;
  readonly kind: ArrangeKind;
  readonly keys: KeyArranging;
  readonly view: PageView;
  readonly locale: Locale;
  readonly narrate: (text: string) => void;
  readonly save: (changes: readonly LayoutChange[]) => void;
};

const directions: Readonly<Record<string, Direction>> = {
  ArrowLeft: 'left',
  ArrowRight: 'right',
  ArrowUp: 'up',
  ArrowDown: 'down',
};

/** Arrow keys on a handle: one step in the grid each; Escape takes all of them back. */
export function arrangeByKey(parts: KeyParts): void {
  const { event, nodeId, kind, view, locale, narrate, save } = parts;
  const texts = shellTexts[locale];
  const node = view.windows.find(({ id }) => id === nodeId);
  if (!node) return;
  const title = windowTitle(node, view.releases[node.portlet], locale);
  if (event.key === 'Escape') {
    event.preventDefault();
    save(changesBack(parts));
    narrate(texts.moveCancelled(title));
    return;
  }
  const direction = directions[event.key];
  if (!direction) return;
  event.preventDefault();
  const target = kind === 'move' ? stepPlace(view.windows, nodeId, direction) : stepSize(parts, direction);
  const { nodes, changes } = target
    ? arrangeNode(view.windows, nodeId, target)
    : { nodes: view.windows, changes: [] };
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

function stepSize({ view, nodeId }: KeyParts, direction: Direction): Place | undefined {
  const node = compactLayout(view.windows).find(({ id }) => id === nodeId);
  if (!node) return undefined;
  const by = {
    columns: direction === 'right' ? 1 : direction === 'left' ? -1 : 0,
    rows: direction === 'down' ? 1 : direction === 'up' ? -1 : 0,
  };
  const place = resizedPlace(node.place, by, minimumSize(view.releases[node.portlet]));
  return isSamePlace(place, node.place) ? undefined : place;
}

function changesBack({ keys, view, nodeId }: KeyParts): LayoutChange[] {
  if (keys.nodeId !== nodeId) return [];
  const now = new Map(view.windows.map(({ id, place }) => [id, place]));
  return keys.before
    .filter(({ id, place }) => {
      const present = now.get(id);
      return present && !isSamePlace(present, place);
    })
    .map(({ id, place }) => ({ op: 'place', nodeId: id, place }));
}
