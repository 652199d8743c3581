import { useSyncExternalStore } from 'react';

const listeners = new Set<() => void>();

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  window.addEventListener('popstate', listener);
  return () => {
    listeners.delete(listener);
    window.removeEventListener('popstate', listener);
  };
}

/** Path and query of the page; the component renders again when they change. */
export function useAddress(): URL {
  return new URL(useSyncExternalStore(subscribe, () => window.location.href));
}

/**
 * Shows another page of this site: its address, and its top.
 *
 * @param to path and query
 * @param o `replace`: in place of the present entry of the history; the page then stays where it is scrolled to
 */
export function navigate(to: string, o: { replace?: boolean } = {}): void {
  if (o.replace) window.history.replaceState(null, '', to);
  else window.history.pushState(null, '', to);
  for (const listener of [...listeners]) listener();
  if (!o.replace) window.scrollTo(0, 0);
}
