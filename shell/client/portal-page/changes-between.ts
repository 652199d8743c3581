import type { LayoutChange, PageView, WindowView } from '@yimen/shell-contract';
import { isSamePlace } from '@yimen/shell-contract/layout';

/**
 * The acts that lead from one state of a page to another: how a reset is undone.
 *
 * @param from the page as it is
 * @param to the page as it was; its windows that the person added are added again
 */
export function changesBetween(from: PageView, to: PageView): LayoutChange[] {
  const present = new Map(from.windows.map((window) => [window.id, window]));
  return to.windows.flatMap((window) => {
    const now = present.get(window.id);
    if (now) return windowChanges(now, window);
    if (window.origin !== 'personal') return [];
    const { id: nodeId, portlet, place } = window;
    const added = { ...window, preferences: {}, isMinimized: false };
    const { personalTitle: _title, ...plain } = added;
    return [{ op: 'add', nodeId, portlet, place }, ...windowChanges(plain, window)];
  });
}

function windowChanges(from: WindowView, to: WindowView): LayoutChange[] {
  const nodeId = to.id;
  const changes: LayoutChange[] = [];
  if (!isSamePlace(from.place, to.place)) changes.push({ op: 'place', nodeId, place: to.place });
  if (from.isHidden !== to.isHidden) changes.push({ op: to.isHidden ? 'hide' : 'show', nodeId });
  if (from.isMinimized !== to.isMinimized) {
    changes.push({ op: 'minimize', nodeId, isMinimized: to.isMinimized });
  }
  if (from.personalTitle !== to.personalTitle) {
    changes.push({ op: 'rename', nodeId, title: to.personalTitle ?? null });
  }
  const preferences = Object.entries(to.preferences).filter(
    ([name, value]) => JSON.stringify(value) !== JSON.stringify(from.preferences[name]),
  );
  if (preferences.length > 0) {
    changes.push({ op: 'configure', nodeId, preferences: Object.fromEntries(preferences) });
  }
  return changes;
}
