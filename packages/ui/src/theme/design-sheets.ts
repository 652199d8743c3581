const sheets = new WeakSet<CSSStyleSheet>();

/** Internal: notes that a constructed sheet is the design system's. */
export function markDesignSheet(sheet: CSSStyleSheet): void {
  sheets.add(sheet);
}

/**
 * Whether a constructed style sheet of the document is the design system's. Components bring their sheets when they are
 * first shown, so a shell that takes away what portlets adopt past it has to tell the two apart.
 *
 * @param sheet one of `document.adoptedStyleSheets`
 */
export function isDesignSheet(sheet: CSSStyleSheet): boolean {
  return sheets.has(sheet);
}
