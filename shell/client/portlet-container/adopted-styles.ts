const users = new Map<CSSStyleSheet, number>();

/** Whether a window of a portlet uses a sheet. */
export function isAdopted(sheet: CSSStyleSheet): boolean {
  return users.has(sheet);
}

/**
 * Keeps a portlet's sheet in the document as long as any window uses it. Adopted sheets are no inline style to
 * Content-Security-Policy.
 *
 * @returns the undo; the last one removes the sheet
 */
export function adoptStyles(sheet: CSSStyleSheet): () => void {
  const count = users.get(sheet) ?? 0;
  users.set(sheet, count + 1);
  if (count === 0) document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
  let isReleased = false;
  return () => {
    if (isReleased) return;
    isReleased = true;
    const left = (users.get(sheet) ?? 1) - 1;
    if (left > 0) {
      users.set(sheet, left);
      return;
    }
    users.delete(sheet);
    document.adoptedStyleSheets = document.adoptedStyleSheets.filter((other) => other !== sheet);
  };
}
