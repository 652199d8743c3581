import { useInsertionEffect } from 'react';
import { useUi } from '../provider/ui-context.ts';
import { markDesignSheet } from '../theme/design-sheets.ts';

type Adopted = { users: number; readonly remove: () => void };

const adopted = new Map<string, Adopted>();

function canConstruct(): boolean {
  return typeof CSSStyleSheet === 'function' && 'replaceSync' in CSSStyleSheet.prototype;
}

function attach(css: string, nonce: string | undefined): () => void {
  if (canConstruct() && 'adoptedStyleSheets' in document) {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(css);
    markDesignSheet(sheet);
    document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
    return () => {
      document.adoptedStyleSheets = document.adoptedStyleSheets.filter((other) => other !== sheet);
    };
  }
  const element = document.createElement('style');
  if (nonce !== undefined) element.nonce = nonce;
  element.textContent = css;
  document.head.append(element);
  return () => element.remove();
}

/**
 * Internal: holds a style sheet in the document as long as anybody uses it. A constructed sheet is not inline
 * style to Content-Security-Policy, so `style-src 'self'` allows it without nonce.
 *
 * @returns the undo; calling it twice is safe
 */
export function adoptStyleSheet(css: string, nonce: string | undefined): () => void {
  const entry = adopted.get(css) ?? { users: 0, remove: attach(css, nonce) };
  entry.users += 1;
  adopted.set(css, entry);
  let isReleased = false;
  return () => {
    if (isReleased) return;
    isReleased = true;
    entry.users -= 1;
    if (entry.users > 0) return;
    adopted.delete(css);
    entry.remove();
  };
}

/** Internal: `adoptStyleSheet` for the life of a component, in place before the first paint. */
export function useStyleSheet(css: string): void {
  const { nonce } = useUi();
  useInsertionEffect(() => adoptStyleSheet(css, nonce), [css, nonce]);
}
