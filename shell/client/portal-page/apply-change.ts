import type { LayoutChange, PageView, ReleaseView, WindowView } from '@yimen/shell-contract';

/**
 * The page as it will be once the portal server has taken a change. Only what the person can see is computed; the
 * server's answer replaces it. Windows that the change does not concern keep their identity.
 */
export function applyChange(
  view: PageView,
  change: LayoutChange,
  releases: Readonly<Record<string, ReleaseView>> = {},
): PageView {
  if (change.op === 'add') return addWindow(view, change, releases);
  if (change.op === 'remove') {
    return { ...view, windows: view.windows.filter((window) => window.id !== change.nodeId) };
  }
  const windows = view.windows.map((window) =>
    window.id === change.nodeId ? changeWindow(window, change) : window,
  );
  return { ...view, windows };
}

type WindowChange = Exclude<LayoutChange, { op: 'add' } | { op: 'remove' }>;

function changeWindow(window: WindowView, change: WindowChange): WindowView {
  switch (change.op) {
    case 'place':
      return { ...window, place: change.place };
    case 'hide':
      return { ...window, isHidden: true };
    case 'show':
      return { ...window, isHidden: false };
    case 'minimize':
      return { ...window, isMinimized: change.isMinimized };
    case 'rename': {
      const { personalTitle: _before, ...rest } = window;
      return change.title === null ? rest : { ...rest, personalTitle: change.title };
    }
    case 'configure':
      return { ...window, preferences: { ...window.preferences, ...change.preferences } };
  }
}

function addWindow(
  view: PageView,
  { nodeId, portlet, place }: Extract<LayoutChange, { op: 'add' }>,
  releases: Readonly<Record<string, ReleaseView>>,
): PageView {
  const release = view.releases[portlet] ?? releases[portlet];
  if (!release || view.windows.some((window) => window.id === nodeId)) return view;
  const window: WindowView = {
    id: nodeId,
    portlet,
    place,
    preferences: {},
    locks: [],
    origin: 'personal',
    isMinimized: false,
    isHidden: false,
    readOnlyPreferences: [],
    unavailable: null,
  };
  return { ...view, windows: [...view.windows, window], releases: { ...view.releases, [portlet]: release } };
}
