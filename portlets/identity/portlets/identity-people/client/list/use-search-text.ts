import { usePortlet, useRenderParameter } from '@yimen/portlet-sdk';
import { useEffect, useRef, useState } from 'react';

const pause = 300;

/** What is being typed; a moment after the last key it becomes the search, in the URL. */
export function useSearchText() {
  const { renderParameters } = usePortlet();
  const [q = ''] = useRenderParameter('q');
  const [typed, setTyped] = useState(q);
  const searched = useRef(q);
  const isComposing = useRef(false);
  // Back or a link changed the URL: the field follows, unless it was this field that did it.
  useEffect(() => {
    if (q === searched.current) return;
    searched.current = q;
    setTyped(q);
  }, [q]);
  useEffect(() => {
    // Letters on their way to becoming characters are no search yet.
    if (isComposing.current) return;
    const timer = setTimeout(() => {
      const wanted = typed.trim().slice(0, 100);
      if (wanted === searched.current) return;
      searched.current = wanted;
      renderParameters.set({ q: wanted || null }, { replace: true });
    }, pause);
    return () => clearTimeout(timer);
  }, [typed, renderParameters]);
  return {
    typed,
    change: setTyped,
    compositionProps: {
      onCompositionStart: () => {
        isComposing.current = true;
      },
      onCompositionEnd: (event: { currentTarget: { value: string } }) => {
        isComposing.current = false;
        setTyped(`${event.currentTarget.value} `.slice(0, -1));
      },
    },
  };
}
