import type { WatchedController } from '../containment/contained-window.ts';

/** What a person does in windows, as far as the document shows it. */
export type UseWatch = {
  /** The focus is in a field of the window, or a dialog of its portlet is open. */
  isInUse(controller: WatchedController): boolean;
  /** Something was typed since the controller began, and the portlet does not tell of unsaved work. */
  hasTyped(controller: WatchedController): boolean;
  dispose(): void;
};

/**
 * Watches a document for what portlets do not tell: that somebody is typing, or has typed.
 *
 * @param running the controller of a window, and those of a portlet
 */
export function watchUse(document: Document, running: () => Iterable<WatchedController>): UseWatch {
  const typed = new WeakSet<WatchedController>();
  const onInput = ({ target }: Event) => {
    if (!(target instanceof Element)) return;
    for (const controller of running()) {
      if (isWithin(target, controller)) typed.add(controller);
    }
  };
  document.addEventListener('input', onInput, { capture: true, passive: true });
  return {
    isInUse(controller) {
      const { activeElement } = document;
      if (activeElement && isField(activeElement) && isWithin(activeElement, controller)) return true;
      const dialogs = document.querySelectorAll(
        `[data-portlet-scope="${controller.release.name}"] :is([role=dialog], [role=alertdialog])`,
      );
      return Array.from(dialogs).some((dialog) => isVisible(dialog));
    },
    hasTyped: (controller) => typed.has(controller) && !controller.keeper.tellsUnsaved(),
    dispose: () => document.removeEventListener('input', onInput, { capture: true }),
  };
}

/** In the window, or in a pop-up of its portlet, which may be any window's. */
function isWithin(element: Element, { windowId, release }: WatchedController): boolean {
  const place = element.closest('[data-portlet-window], [data-portlet-scope]');
  if (!place) return false;
  const window = place.getAttribute('data-portlet-window');
  return window === null ? place.getAttribute('data-portlet-scope') === release.name : window === windowId;
}

function isField(element: Element): boolean {
  if (element instanceof HTMLElement && element.isContentEditable) return true;
  if (element instanceof HTMLInputElement)
    return !/^(button|submit|reset|image|checkbox|radio)$/.test(element.type);
  return element instanceof HTMLTextAreaElement || element instanceof HTMLSelectElement;
}

function isVisible(element: Element): boolean {
  return typeof element.checkVisibility !== 'function' || element.checkVisibility();
}
