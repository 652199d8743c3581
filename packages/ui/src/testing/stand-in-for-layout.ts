class NoResizeObserver implements ResizeObserver {
  observe(): void {}
  unobserve(): void {}
  disconnect(): void {}
}

function noMatch(media: string): MediaQueryList {
  const target = new EventTarget();
  return Object.assign(target, {
    media,
    matches: false,
    onchange: null,
    addListener: () => {},
    removeListener: () => {},
  });
}

/**
 * Gives jsdom the two layout interfaces that antd and recharts call and jsdom does not have: `ResizeObserver`,
 * which never reports, and `matchMedia`, which matches nothing. What exists already stays. Call it before the
 * first render of a test file.
 */
export function standInForLayout(): void {
  window.ResizeObserver ??= NoResizeObserver;
  window.matchMedia ??= noMatch;
}
