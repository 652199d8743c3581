const kinds = ['pointerdown', 'pointerup', 'click', 'keydown', 'keyup', 'input', 'change', 'submit'] as const;

/**
 * Tells of each input into a window before its handlers run, and when they have run.
 * @param onInput is given the window, and returns what to do afterwards
 */
export function watchInputs(page: Document, onInput: (windowId: string) => () => void): () => void {
  const listen = ({ target }: Event) => {
    const windowId = target instanceof Element && target.closest<HTMLElement>('[data-portlet-window]');
    if (!windowId) return;
    const done = onInput(windowId.dataset.portletWindow ?? '');
    // The handlers of an input run in the task that brought it.
    setTimeout(done, 0);
  };
  for (const kind of kinds) page.addEventListener(kind, listen, { capture: true, passive: true });
  return () => {
    for (const kind of kinds) page.removeEventListener(kind, listen, { capture: true });
  };
}
