import type { Observable, PortletDescriptor, Undo } from '@yimen/portlet-sdk';

/**
 * Reads a window's data again at the interval that its descriptor names, while the page is visible; a page that was
 * hidden for longer reads once when it is seen again.
 */
export function scheduleRefresh(
  descriptor: PortletDescriptor,
  isVisible: Observable<boolean>,
  refresh: () => Promise<unknown>,
): Undo {
  const seconds = descriptor.refresh?.intervalSeconds;
  if (!seconds) return () => undefined;
  let isDue = false;
  const tick = () => {
    isDue = !isVisible.get();
    if (!isDue) void refresh();
  };
  const timer = setInterval(tick, seconds * 1000);
  const stopWatching = isVisible.subscribe(() => {
    if (isDue && isVisible.get()) tick();
  });
  return () => {
    clearInterval(timer);
    stopWatching();
  };
}
