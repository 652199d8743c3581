import { useObservable } from '@yimen/portlet-sdk';
import type { ReleaseView } from '@yimen/shell-contract';
import { useMemo } from 'react';
import { useServices } from '../../app/shell-services.ts';
import type { WatchedController } from '../../portlet-container/containment/contained-window.ts';

/** What runs in a window now. An upgrade puts another controller there although the page is as it was. */
export function useController(windowId: string): WatchedController | undefined {
  const { container } = useServices();
  useObservable(container.replaced);
  return container.get(windowId);
}

/** The release that a window shows: what runs in it, which may be another one than the page has by now. */
export function useShownRelease(
  controller: WatchedController | undefined,
  release: ReleaseView | null,
): ReleaseView | null {
  const running = controller?.release;
  return useMemo(
    () => (release && running && running.version !== release.version ? { ...release, ...running } : release),
    [release, running],
  );
}
