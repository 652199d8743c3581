import { type RefObject, useEffect } from 'react';

/** Closes a pop-up when the person presses Escape, presses elsewhere, or moves the focus out of it. */
export function useDismiss(isOpen: boolean, area: RefObject<HTMLElement | null>, close: () => void): void {
  useEffect(() => {
    if (!isOpen) return;
    const isOutside = (event: Event) =>
      !(event.target instanceof Node && area.current?.contains(event.target));
    const onOutside = (event: Event) => {
      if (isOutside(event)) close();
    };
    const onKey = (event: KeyboardEvent) => {
      if (event.key !== 'Escape') return;
      event.stopPropagation();
      close();
      area.current?.querySelector<HTMLElement>('[aria-expanded]')?.focus();
    };
    const element = area.current;
    document.addEventListener('pointerdown', onOutside);
    document.addEventListener('focusin', onOutside);
    element?.addEventListener('keydown', onKey);
    return () => {
      document.removeEventListener('pointerdown', onOutside);
      document.removeEventListener('focusin', onOutside);
      element?.removeEventListener('keydown', onKey);
    };
  }, [isOpen, area, close]);
}
