import type { WatchedController } from '../containment/contained-window.ts';

/** What a person does in windows, as far as the document shows it. */
export type UseWatch = {
  /**
   * The focus is in a field of the window that was used lately, or in a frame of it while the person is at the page, or a
   * dialog of its portlet is open.
   */
  isInUse(controller: WatchedController): boolean;
  /**
   * Something was typed since the controller began, or can have been in a frame, and the portlet does not tell of unsaved
   * work.
   */
  hasTyped(controller: WatchedController): boolean;
  dispose(): void;
};

/** So long after the last key or click a field with the focus counts as left: the person has gone. */
const lately = 30_000;

/**
 * Watches a document for what portlets do not tell: that somebody is typing, or has typed.
 *
 * @param running the controller of a window, and those of a portlet
 */
export function watchUse(document: Document, running: () => Iterable<WatchedController>): UseWatch {
  const typed = new WeakSet<WatchedController>();
  /** Keys inside of a frame never reach this document: whose frame had the focus may have been typed in. */
  const noteFrame = () => {
    const { activeElement } = document;
    if (activeElement?.localName !== 'iframe') return;
    for (const controller of running()) if (isWithin(activeElement, controller)) typed.add(controller);
  };
  const usedAt = new WeakMap<WatchedController, number>();
  const onUse = ({ target, type }: Event) => {
    if (!(target instanceof Element)) return;
    for (const controller of running()) {
      if (!isWithin(target, controller)) continue;
      usedAt.set(controller, Date.now());
      if (type === 'input') typed.add(controller);
    }
  };
  const uses = ['input', 'keydown', 'pointerdown'];
  for (const use of uses) document.addEventListener(use, onUse, { capture: true, passive: true });
  // Whoever goes into a frame leaves the document; browsers differ in whether the frame itself gets an event.
  const moves = [
    [document, 'focusin'],
    [document.defaultView, 'blur'],
  ] as const;
  for (const [target, move] of moves) target?.addEventListener(move, noteFrame);
  return {
    isInUse(controller) {
      noteFrame();
      const { activeElement } = document;
      if (activeElement && isWithin(activeElement, controller)) {
        if (activeElement.localName === 'iframe' && document.hasFocus()) return true;
        const wasUsed = Date.now() - (usedAt.get(controller) ?? 0) < lately;
        if (wasUsed && isField(innermost(activeElement))) return true;
      }
      const dialogs = document.querySelectorAll(
        `[data-portlet-scope="${controller.release.name}"] :is([role=dialog], [role=alertdialog])`,
      );
      return Array.from(dialogs).some((dialog) => isVisible(dialog));
    },
    hasTyped(controller) {
      noteFrame();
      return typed.has(controller) && !controller.keeper.tellsUnsaved();
    },
    dispose() {
      for (const use of uses) document.removeEventListener(use, onUse, { capture: true });
      for (const [target, move] of moves) target?.removeEventListener(move, noteFrame);
    },
  };
}

/** In the window, or in a pop-up of its portlet, which may be any window's. */
function isWithin(element: Element, { windowId, release }: WatchedController): boolean {
  const place = element.closest('[data-portlet-window], [data-portlet-scope]');
  if (!place) return false;
  const window = place.getAttribute('data-portlet-window');
  return window === null ? place.getAttribute('data-portlet-scope') === release.name : window === windowId;
}

/** What has the focus within the shadow roots of an element that has it. */
function innermost(element: Element): Element {
  const inner = element.shadowRoot?.activeElement;
  return inner ? innermost(inner) : element;
}

/** Whether it is typed into; an element whose shadow root is closed may hold a field. */
function isField(element: Element): boolean {
  if (element.localName.includes('-') && !element.shadowRoot) return true;
  if (element instanceof HTMLElement && element.isContentEditable) return true;
  if (element instanceof HTMLInputElement)
    return !/^(button|submit|reset|image|checkbox|radio)$/.test(element.type);
  return element instanceof HTMLTextAreaElement || element instanceof HTMLSelectElement;
}

function isVisible(element: Element): boolean {
  return typeof element.checkVisibility !== 'function' || element.checkVisibility();
}
