import type { ReleaseView, WindowView } from '@yimen/shell-contract';

/** Which buttons a window has: what the portlet declares, less what the administrator locked. */
export function offeredTools(window: WindowView, release: ReleaseView | null) {
  const descriptor = release?.descriptor;
  return {
    help: descriptor !== undefined && (descriptor.modes.includes('help') || descriptor.help !== undefined),
    settings: (descriptor?.modes.includes('edit') ?? false) && !window.locks.includes('configure'),
    minimize: descriptor?.windowStates.includes('minimized') ?? false,
    maximize: descriptor?.windowStates.includes('maximized') ?? false,
    remove: !window.locks.includes('remove'),
  };
}
