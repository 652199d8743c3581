import { usePortlet, useRenderParameter } from '@yimen/portlet-sdk';
import { useEffect, useRef, useState } from 'react';

const pause = 300;
const mostCharacters = 60;

/** What is being typed; a moment after the last key it becomes the search, in the URL. */
export function useSearchText() {
  const { renderParameters } = usePortlet();
  const [q = ''] = useRenderParameter('q');
  const [typed, setTyped] = useState(q);
  const searched = useRef(q);
  const isComposing = useRef(false);

  // Back, a link or another tab changed the URL: the field follows, unless it was this field that did it.
  useEffect(() => {
    if (q === searched.current) return;
    searched.current = q;
    setTyped(q);
  }, [q]);

  const search = (text: string) => {
    const wanted = [...text.trim()].slice(0, mostCharacters).join('');
    if (wanted === searched.current) return;
    searched.current = wanted;
    renderParameters.set({ q: wanted || null, page: null }, { replace: true });
  };
  const latest = useRef(search);
  useEffect(() => {
    latest.current = search;
  });
  useEffect(() => {
    // Letters on their way to becoming characters are no search yet.
    if (isComposing.current) return;
    const timer = setTimeout(() => latest.current(typed), pause);
    return () => clearTimeout(timer);
  }, [typed]);

  return {
    typed,
    change: setTyped,
    searchNow: () => search(typed),
    clear: () => {
      setTyped('');
      searched.current = '';
      renderParameters.set({ q: null, within: null, page: null });
    },
    compositionProps: {
      onCompositionStart: () => {
        isComposing.current = true;
      },
      onCompositionEnd: (event: { currentTarget: { value: string } }) => {
        isComposing.current = false;
        setTyped(event.currentTarget.value);
        search(event.currentTarget.value);
      },
    },
  };
}
