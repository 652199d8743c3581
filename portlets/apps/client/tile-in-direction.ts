const directions: Readonly<Record<string, { x: number; y: number }>> = {
  ArrowLeft: { x: -1, y: 0 },
  ArrowRight: { x: 1, y: 0 },
  ArrowUp: { x: 0, y: -1 },
  ArrowDown: { x: 0, y: 1 },
};

/**
 * The tile that an arrow key leads to. To the sides it is the neighbour in reading order; up and down it is the
 * nearest one in the row above or below. Home and End are the first and the last.
 */
export function tileInDirection(
  tiles: readonly HTMLElement[],
  key: string,
  from: HTMLElement,
): HTMLElement | undefined {
  if (key === 'Home') return tiles[0];
  if (key === 'End') return tiles.at(-1);
  const direction = directions[key];
  if (!direction) return undefined;
  if (direction.x !== 0) return tiles[tiles.indexOf(from) + direction.x];
  const at = placeOf(from);
  const there = tiles
    .map((tile) => ({ tile, place: placeOf(tile) }))
    .filter(({ place }) => (place.top - at.top) * direction.y > at.height / 2)
    .sort((a, b) => distance(a.place, at) - distance(b.place, at));
  return there[0]?.tile;
}

/** The link is as big as its name; the tile is the item of the list around it. */
function placeOf(link: HTMLElement): DOMRect {
  return (link.closest('li') ?? link).getBoundingClientRect();
}

/** Rows count before columns. */
function distance(a: DOMRect, b: DOMRect): number {
  return Math.abs(a.top - b.top) * 1_000 + Math.abs(a.left - b.left);
}
