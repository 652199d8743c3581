/**
 * Internal: gives the page's nonce to the style elements that @rc-component/util 1.x makes without one.
 * antd passes its `csp` to almost everything, but not to the scroll lock of Modal and Drawer and to the
 * scroll bar measurement of Table (useScrollLocker.js, getScrollBarSize.js): under a strict policy both are
 * blocked, so the page scrolls behind a dialog. Those elements go through `document.head.appendChild` and
 * carry `data-rc-order`; only such are touched, and only on this one element, no prototype.
 *
 * @returns the undo; calling it twice is safe
 */
export function lendNonceToAntdStyles(nonce: string): () => void {
  const head = document.head;
  const original = Object.getOwnPropertyDescriptor(head, 'appendChild');
  const lend = <T extends Node>(node: T): T => {
    if (node instanceof HTMLStyleElement && node.hasAttribute('data-rc-order') && node.nonce === '') {
      node.nonce = nonce;
    }
    return Node.prototype.appendChild.call(head, node) as T;
  };
  Object.defineProperty(head, 'appendChild', { value: lend, configurable: true, writable: true });
  return () => {
    if (Object.getOwnPropertyDescriptor(head, 'appendChild')?.value !== lend) return;
    Reflect.deleteProperty(head, 'appendChild');
    if (original !== undefined) Object.defineProperty(head, 'appendChild', original);
  };
}
