import { type RefObject, useEffect, useRef } from 'react';
import type { WindowController } from '../../portlet-container/window-controller.ts';

/** So far around the screen a window counts as seen: its data is fresh when it is scrolled to. */
const margin = '200px';

const watched = new WeakMap<Element, (isOnScreen: boolean) => void>();
let observer: IntersectionObserver | undefined;

/**
 * Tells a window's controller whether its content is on the screen: not scrolled away, not folded, not behind a maximized
 * window. One observer serves all windows. Where a browser has none, every window counts as seen.
 */
export function useOnScreen(controller: WindowController | undefined): RefObject<HTMLDivElement | null> {
  const body = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const element = body.current;
    if (!element || !controller || typeof IntersectionObserver !== 'function') return;
    observer ??= new IntersectionObserver(
      (entries) => {
        for (const { target, isIntersecting } of entries) watched.get(target)?.(isIntersecting);
      },
      { rootMargin: margin },
    );
    watched.set(element, controller.setOnScreen);
    observer.observe(element);
    return () => {
      observer?.unobserve(element);
      watched.delete(element);
    };
  }, [controller]);
  return body;
}
