const kinds = ['pointerdown', 'pointerup', 'click', 'keydown', 'keyup', 'input', 'change', 'submit'] as const;

/** Tells of each input into a window before its handlers run, which is in the task that brought it. @returns the undo */
export function watchInputs(page: Document, onInput: (windowId: string) => void): () => void {
  const listen = ({ target }: Event) => {
    const windowElement = target instanceof Element && target.closest<HTMLElement>('[data-portlet-window]');
    if (windowElement) onInput(windowElement.dataset.portletWindow ?? '');
  };
  for (const kind of kinds) page.addEventListener(kind, listen, { capture: true, passive: true });
  return () => {
    for (const kind of kinds) page.removeEventListener(kind, listen, { capture: true });
  };
}
