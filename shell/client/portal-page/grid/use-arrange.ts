import type { LayoutChange, LayoutNode, Lock, Place } from '@yimen/shell-contract';
import { GRID_COLUMNS } from '@yimen/shell-contract';
import { arrangeNode, isSamePlace } from '@yimen/shell-contract/layout';
import { type KeyboardEvent, type PointerEvent, type RefObject, useMemo, useRef, useState } from 'react';
import { useShellLocale } from '../../app/shell-services.ts';
import { arrangeByKey, type KeyArranging } from './arrange-by-key.ts';
import { type ArrangeKind, type GridSize, movedPlace, resizedPlace } from './drag-place.ts';

/** A window that is being dragged: where it would be dropped, and how far the pointer has gone. */
export type ArrangeDraft = {
  readonly nodeId: string;
  readonly place: Place;
  /** In pixels; null while a window is resized, which follows the grid at once. */
  readonly offset: { readonly x: number; readonly y: number } | null;
};

/** What the handles of all windows call; keeps its identity, so that windows do not render again. */
export type ArrangeHandlers = {
  onPointerDown(event: PointerEvent, nodeId: string, kind: ArrangeKind): void;
  onKeyDown(event: KeyboardEvent, nodeId: string, kind: ArrangeKind): void;
  /** The focus came to a handle: Escape goes back to how the page is now. */
  onFocus(nodeId: string): void;
};

/** What is arranged: the windows of a person's page, or the nodes of an administrator's. */
export type ArrangeSource = {
  /** Stored places, in order of precedence. */
  readonly nodes: readonly ArrangeableNode[];
  titleOf(nodeId: string): string;
  smallestOf(nodeId: string): GridSize;
  save(changes: readonly LayoutChange[]): void;
};

/** A node as the grid's rules need it. */
export type ArrangeableNode = Pick<LayoutNode, 'id' | 'place'> & {
  readonly locks?: readonly Lock[];
  readonly isHidden?: boolean;
  readonly isMinimized?: boolean;
};

type ArrangeParts = {
  readonly source: ArrangeSource;
  readonly grid: RefObject<HTMLElement | null>;
  readonly narrate: (text: string) => void;
};

/** Moving and resizing windows by pointer and by keyboard. */
export function useArrange({ source, grid, narrate }: ArrangeParts): {
  draft: ArrangeDraft | null;
  handlers: ArrangeHandlers;
} {
  const locale = useShellLocale();
  const [draft, setDraft] = useState<ArrangeDraft | null>(null);
  const latest = useRef({ source, narrate, locale });
  latest.current = { source, narrate, locale };
  const keys = useRef<KeyArranging>({ nodeId: null, before: [] });

  const handlers = useMemo<ArrangeHandlers>(
    () => ({
      onPointerDown(event, nodeId, kind) {
        const element = grid.current;
        if (event.button !== 0 || !element) return;
        event.preventDefault();
        const onDrop = (place: Place) => {
          const { nodes, save } = latest.current.source;
          const { changes } = arrangeNode(nodes, nodeId, place);
          if (changes.length > 0) save(changes);
        };
        followPointer({
          event,
          element,
          kind,
          nodeId,
          source: latest.current.source,
          onDraft: setDraft,
          onDrop,
        });
      },
      onKeyDown: (event, nodeId, kind) =>
        arrangeByKey({ event, nodeId, kind, keys: keys.current, ...latest.current }),
      onFocus(nodeId) {
        keys.current = { nodeId, before: latest.current.source.nodes };
      },
    }),
    [grid],
  );
  return { draft, handlers };
}

type Following = {
  readonly event: PointerEvent;
  readonly element: HTMLElement;
  readonly nodeId: string;
  readonly kind: ArrangeKind;
  readonly source: ArrangeSource;
  readonly onDraft: (draft: ArrangeDraft | null) => void;
  readonly onDrop: (place: Place) => void;
};

function followPointer(following: Following): void {
  const { event, element, nodeId, kind, source, onDraft, onDrop } = following;
  const node = source.nodes.find(({ id }) => id === nodeId);
  const window = [...element.children].find((child) => child.contains(event.target as Node));
  if (!(window instanceof HTMLElement) || !node) return;
  const start = startPlace(window, node.place);
  const step = gridStep(element);
  const from = { x: event.clientX, y: event.clientY };
  const life = new AbortController();
  let place = start;

  const end = (isDropped: boolean) => {
    life.abort();
    onDraft(null);
    if (isDropped && !isSamePlace(place, start)) onDrop(place);
  };
  const listen = { signal: life.signal };
  document.addEventListener(
    'pointermove',
    (move) => {
      const offset = { x: move.clientX - from.x, y: move.clientY - from.y };
      const by = { columns: Math.round(offset.x / step.x), rows: Math.round(offset.y / step.y) };
      place = kind === 'move' ? movedPlace(start, by) : resizedPlace(start, by, source.smallestOf(nodeId));
      onDraft({ nodeId, place, offset: kind === 'move' ? offset : null });
    },
    listen,
  );
  document.addEventListener('pointerup', () => end(true), listen);
  document.addEventListener('pointercancel', () => end(false), listen);
  document.addEventListener(
    'keydown',
    (key) => {
      if (key.key !== 'Escape') return;
      key.preventDefault();
      end(false);
    },
    { ...listen, capture: true },
  );
}

/** Where the window stands on the screen, which is not where it is stored when others give way. */
function startPlace(window: HTMLElement, stored: Place): Place {
  const read = (name: string) => Number(window.dataset[name]);
  const [column, row] = [read('column'), read('row')];
  return Number.isInteger(column) && Number.isInteger(row) ? { ...stored, column, row } : stored;
}

function gridStep(grid: HTMLElement): { x: number; y: number } {
  const style = getComputedStyle(grid);
  const gap = Number.parseFloat(style.columnGap) || 0;
  const row = Number.parseFloat(style.gridAutoRows) || 40;
  return { x: (grid.clientWidth + gap) / GRID_COLUMNS, y: row + gap };
}
