import type { MouseEvent, ReactNode } from 'react';
import { useTexts } from '../texts/ui-texts.ts';

/** One entry of a site's navigation. */
export type NavigationItem = {
  readonly key: string;
  readonly label: string;
  readonly href: string;
  readonly icon?: ReactNode;
  /** How much waits there. */
  readonly count?: number;
};

type SideNavigationProps = {
  readonly id: string;
  readonly items: readonly NavigationItem[];
  readonly currentKey: string | undefined;
  readonly isOpen: boolean;
  readonly onChosen: (item: NavigationItem, event: MouseEvent) => void;
};

/** Internal: the navigation of a site, at the left; below the bar on narrow screens. */
export function SideNavigation({ id, items, currentKey, isOpen, onChosen }: SideNavigationProps): ReactNode {
  const texts = useTexts();
  return (
    <nav id={id} className="ym-side" data-open={isOpen} aria-label={texts.mainNavigation}>
      <ul>
        {items.map((item) => (
          <li key={item.key}>
            <a
              className="ym-side-link"
              href={item.href}
              {...(item.key === currentKey ? { 'aria-current': 'page' as const } : {})}
              onClick={(event) => onChosen(item, event)}
            >
              {item.icon}
              {item.label}
              {item.count === undefined ? null : <span className="ym-side-count">{item.count}</span>}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}
