import { useSyncExternalStore } from 'react';

const narrow = () => window.matchMedia('(max-width: 720px)');

function subscribe(listener: () => void): () => void {
  const media = narrow();
  media.addEventListener('change', listener);
  return () => media.removeEventListener('change', listener);
}

/** Whether the page is as narrow as a telephone: lists of cards then take the place of tables. */
export function useNarrow(): boolean {
  return useSyncExternalStore(subscribe, () => narrow().matches);
}
