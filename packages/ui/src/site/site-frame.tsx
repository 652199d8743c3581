import { type MouseEvent, type ReactNode, useEffect, useId, useState } from 'react';
import type { UiLocale } from '../provider/ui-context.ts';
import { useStyleSheet } from '../style/style-sheet.ts';
import { useTexts } from '../texts/ui-texts.ts';
import { LanguageSwitch } from './language-switch.tsx';
import { PersonMenu, type SitePerson } from './person-menu.tsx';
import { type NavigationItem, SideNavigation } from './side-navigation.tsx';
import { siteCss } from './site-css.ts';
import { TopBar } from './top-bar.tsx';

/** What `SiteFrame` takes. */
export type SiteFrameProps = {
  readonly systemName: string;
  /** Where the mark leads; / without it. */
  readonly homeHref?: string;
  /** Shows 返回一门, a link to the portal. */
  readonly portalHref?: string;
  /** Without entries there is no side navigation. */
  readonly navigation?: readonly NavigationItem[];
  /** The key of the entry whose page is shown. */
  readonly currentKey?: string;
  /** Runs in place of plain navigation, for sites with a router. */
  readonly onNavigate?: (item: NavigationItem) => void;
  readonly person?: SitePerson;
  /** In the person's menu: `<SignOut />`, `MenuLink`s. */
  readonly personMenu?: ReactNode;
  /** Shows the language switch. */
  readonly onLocaleChange?: (locale: UiLocale) => void;
  /** Further controls in the top bar. */
  readonly barExtra?: ReactNode;
  readonly footer?: ReactNode;
  readonly children: ReactNode;
};

/** The frame of a business system's own site: top bar, side navigation, content; down to 390 px wide. */
export function SiteFrame(props: SiteFrameProps): ReactNode {
  useStyleSheet(siteCss);
  const texts = useTexts();
  const ids = { navigation: useId(), main: useId() };
  const [isOpen, setOpen] = useState(false);
  const { navigation = [], currentKey, onNavigate } = props;
  const hasSide = navigation.length > 0;
  useEscape(isOpen, () => setOpen(false));
  const choose = (item: NavigationItem, event: MouseEvent) => {
    setOpen(false);
    const isPlain = event.button === 0 && !event.ctrlKey && !event.metaKey && !event.shiftKey;
    if (onNavigate === undefined || !isPlain) return;
    event.preventDefault();
    onNavigate(item);
  };
  const toggle = (
    <button
      className="ym-bar-button ym-nav-toggle"
      type="button"
      aria-expanded={isOpen}
      aria-controls={ids.navigation}
      aria-label={isOpen ? texts.closeNavigation : texts.openNavigation}
      onClick={() => setOpen(!isOpen)}
    >
      <svg width="18" height="18" viewBox="0 0 18 18" aria-hidden="true">
        <path d="M2 4h14M2 9h14M2 14h14" stroke="currentColor" strokeWidth="1.8" strokeLinecap="round" />
      </svg>
    </button>
  );
  return (
    <div className="ym-site" data-side={hasSide}>
      <a className="ym-skip" href={`#${ids.main}`}>
        {texts.skipToContent}
      </a>
      <TopBar
        systemName={props.systemName}
        homeHref={props.homeHref ?? '/'}
        start={hasSide ? toggle : undefined}
        end={<BarEnd {...props} />}
      />
      {hasSide ? (
        <SideNavigation
          id={ids.navigation}
          items={navigation}
          currentKey={currentKey}
          isOpen={isOpen}
          onChosen={choose}
        />
      ) : null}
      <main id={ids.main} className="ym-main" tabIndex={-1}>
        <div className="ym-main-content">{props.children}</div>
        {props.footer === undefined ? null : <footer className="ym-foot">{props.footer}</footer>}
      </main>
    </div>
  );
}

function BarEnd({ portalHref, barExtra, person, personMenu, onLocaleChange }: SiteFrameProps): ReactNode {
  const texts = useTexts();
  return (
    <>
      {portalHref === undefined ? null : (
        <a className="ym-bar-button ym-bar-portal" href={portalHref}>
          {texts.backToPortal}
        </a>
      )}
      {barExtra}
      {onLocaleChange === undefined ? null : <LanguageSwitch onChange={onLocaleChange} />}
      {person === undefined ? null : (
        <PersonMenu person={person}>
          {portalHref === undefined ? null : (
            <a className="ym-menu-item ym-menu-portal" href={portalHref}>
              {texts.backToPortal}
            </a>
          )}
          {personMenu}
        </PersonMenu>
      )}
    </>
  );
}

function useEscape(isActive: boolean, close: () => void): void {
  useEffect(() => {
    if (!isActive) return;
    const listen = (event: KeyboardEvent) => {
      if (event.key === 'Escape') close();
    };
    document.addEventListener('keydown', listen);
    return () => document.removeEventListener('keydown', listen);
  });
}
