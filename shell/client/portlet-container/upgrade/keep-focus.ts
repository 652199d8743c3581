const focusable = 'a[href], button, input, select, textarea, [tabindex]';

/**
 * Remembers where the focus is in a window that is about to be replaced.
 *
 * @returns gives the focus back to the same place in what is there now, or to the window itself; nothing when the focus
 *   was or is elsewhere
 */
export function keepFocus(document: Document, windowId: string): () => void {
  const focused = document.activeElement;
  const frame = focused?.closest(`[data-portlet-window="${CSS.escape(windowId)}"]`);
  if (!focused || !frame) return () => undefined;
  const place = Array.from(frame.querySelectorAll(focusable)).indexOf(focused);
  const isGone = () => document.activeElement === null || document.activeElement === document.body;
  return () => {
    if (focused.isConnected || !isGone()) return;
    const byId = focused.id === '' ? null : document.getElementById(focused.id);
    const byPlace = frame.querySelectorAll(focusable)[place];
    const same = byId ?? (byPlace?.tagName === focused.tagName ? byPlace : null);
    const isOffer = focused.closest('[data-upgrade-bar]') !== null;
    const target = isOffer || !same ? frame : same;
    if (target === frame && !frame.hasAttribute('tabindex')) frame.setAttribute('tabindex', '-1');
    if (target instanceof HTMLElement) target.focus({ preventScroll: true });
  };
}
