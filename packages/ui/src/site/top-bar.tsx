import type { ReactNode } from 'react';
import { useStyleSheet } from '../style/style-sheet.ts';
import { useTexts } from '../texts/ui-texts.ts';
import { BrandMark } from './brand-mark.tsx';
import { siteCss } from './site-css.ts';

/** What `TopBar` takes. */
export type TopBarProps = {
  /** The name of the system beside 一门; left out, 一门 stands alone. */
  readonly systemName?: string;
  /** Where the mark leads. */
  readonly homeHref: string;
  /** Runs in place of plain navigation on the mark. */
  readonly onHome?: () => void;
  /** Before the mark, such as a button that opens the navigation. */
  readonly start?: ReactNode;
  /** In the middle, such as tabs of pages. */
  readonly children?: ReactNode;
  /** At the right: language switch, person menu. */
  readonly end?: ReactNode;
};

/** The bar at the top of every page of Yimen: 52 px in the brand colour (role banner). */
export function TopBar({ systemName, homeHref, onHome, start, children, end }: TopBarProps): ReactNode {
  useStyleSheet(siteCss);
  const texts = useTexts();
  return (
    <header className="ym-bar" data-plain={systemName === undefined}>
      {start}
      <a
        className="ym-bar-brand"
        href={homeHref}
        onClick={(event) => {
          const isPlain = event.button === 0 && !event.ctrlKey && !event.metaKey && !event.shiftKey;
          if (onHome === undefined || !isPlain) return;
          event.preventDefault();
          onHome();
        }}
      >
        <BrandMark />
        <span className="ym-bar-product">{texts.product}</span>
        {systemName === undefined ? null : <span className="ym-bar-system">{systemName}</span>}
      </a>
      {children}
      <div className="ym-bar-end">{end}</div>
    </header>
  );
}
