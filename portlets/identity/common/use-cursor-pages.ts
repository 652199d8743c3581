import { useState } from 'react';

/**
 * Pages of a list that knows only the next page's cursor. The way back is remembered here; another `key` (a new search)
 * begins at the first page.
 */
export function useCursorPages(key: string) {
  const [state, setState] = useState<{ key: string; cursors: readonly string[] }>({ key, cursors: [] });
  const cursors = state.key === key ? state.cursors : [];
  const go = (next: readonly string[]) => setState({ key, cursors: next });
  return {
    /** Of the page that is shown; undefined for the first one. */
    cursor: cursors.at(-1),
    /** Counted from 1. */
    page: cursors.length + 1,
    next: (cursor: string) => go([...cursors, cursor]),
    previous: () => go(cursors.slice(0, -1)),
    first: () => go([]),
  };
}
