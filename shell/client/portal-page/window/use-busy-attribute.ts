import { type RefObject, useLayoutEffect, useRef } from 'react';
import type { WindowController } from '../../portlet-container/window-controller.ts';

/**
 * Keeps `aria-busy` of a window's frame. A page of many windows changes it often while it loads: the attribute is
 * written without rendering the frame again. `data-rested` says that the window has been ready once: from then on
 * being busy means that it reads its data again, which the frame shows.
 */
export function useBusyAttribute(controller: WindowController | undefined): RefObject<HTMLElement | null> {
  const frame = useRef<HTMLElement>(null);
  useLayoutEffect(() => {
    const write = () => {
      const isBusy = controller?.isBusy.get() ?? false;
      frame.current?.setAttribute('aria-busy', String(isBusy));
      if (!isBusy) frame.current?.setAttribute('data-rested', '');
    };
    write();
    return controller?.isBusy.subscribe(write);
  }, [controller]);
  return frame;
}
