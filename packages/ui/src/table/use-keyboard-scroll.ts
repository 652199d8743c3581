import { type RefObject, useEffect, useRef } from 'react';

/**
 * Lets the keyboard scroll a table that is wider than its place: what scrolls takes the focus then, under the table's
 * name (WCAG 2.1.1; not every browser does it by itself).
 * @param label the name of the table
 * @returns to be put on an element around the table
 */
export function useKeyboardScroll(label: string): RefObject<HTMLDivElement | null> {
  const around = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const scrolls = around.current?.querySelector<HTMLElement>('.ant-table-content, .ant-table-body');
    if (!scrolls || typeof ResizeObserver !== 'function') return undefined;
    const observer = new ResizeObserver(() => {
      const isWide = scrolls.scrollWidth > scrolls.clientWidth;
      for (const [name, value] of Object.entries({ tabindex: '0', role: 'group', 'aria-label': label })) {
        if (isWide) scrolls.setAttribute(name, value);
        else scrolls.removeAttribute(name);
      }
    });
    observer.observe(scrolls);
    if (scrolls.firstElementChild) observer.observe(scrolls.firstElementChild);
    return () => observer.disconnect();
  }, [label]);
  return around;
}
