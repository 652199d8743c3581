import type { LayoutChange, WindowView } from '@yimen/shell-contract';
import { useServices, useShellLocale, useTexts } from '../app/shell-services.ts';
import { upgradeTexts } from '../i18n/upgrade-texts.ts';

/**
 * Takes a window from the page: one that the administrator placed is hidden and can be brought back, one that the
 * person added is removed. A notice offers the undo.
 */
export function useRemoveWindow(): (window: WindowView, title: string) => Promise<void> {
  const { page, notices, navigator, container, confirmations } = useServices();
  const texts = useTexts();
  const upgrade = upgradeTexts[useShellLocale()];
  const change = (changes: readonly LayoutChange[]) => {
    page.change(changes).catch(() => undefined);
  };
  return async (window, title) => {
    const isSure = !container.isUnsaved(window.id) || (await confirmations.ask(upgrade.removeUnsaved(title)));
    if (!isSure) return;
    const isOwn = window.origin === 'personal';
    if (navigator.renderState.get().maximized === window.id) navigator.renderState.setMaximized(null);
    change([{ op: isOwn ? 'remove' : 'hide', nodeId: window.id }]);
    // The button that had the focus is gone with its window.
    document.getElementById('main')?.focus({ preventScroll: true });
    notices.show({
      tone: 'info',
      text: isOwn ? texts.removed(title) : texts.hidden(title),
      action: { label: texts.undo, run: () => change(changesBack(window)) },
    });
  };
}

/** The acts that bring a window back as it was. */
function changesBack(window: WindowView): LayoutChange[] {
  const { id: nodeId, portlet, place, preferences, personalTitle, isMinimized } = window;
  if (window.origin === 'page') return [{ op: 'show', nodeId }];
  return [
    { op: 'add', nodeId, portlet, place },
    ...(Object.keys(preferences).length > 0 ? [{ op: 'configure' as const, nodeId, preferences }] : []),
    ...(personalTitle !== undefined ? [{ op: 'rename' as const, nodeId, title: personalTitle }] : []),
    ...(isMinimized ? [{ op: 'minimize' as const, nodeId, isMinimized }] : []),
  ];
}
