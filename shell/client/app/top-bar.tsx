import { type ReactNode, useState } from 'react';
import { Icon } from './icon.tsx';
import { PageNavigation } from './page-navigation.tsx';
import { useServices, useShellLocale, useTexts } from './shell-services.ts';
import styles from './top-bar.module.css';
import { UserMenu } from './user-menu.tsx';

/** Brand, pages, language and person. */
export function TopBar(): ReactNode {
  const texts = useTexts();
  const [isMenuOpen, setMenuOpen] = useState(false);
  const { navigator } = useServices();
  const goHome = (event: { preventDefault(): void; metaKey: boolean; ctrlKey: boolean }) => {
    if (event.metaKey || event.ctrlKey) return;
    event.preventDefault();
    navigator.open({ kind: 'page', slug: null });
  };
  return (
    <header className={styles.bar}>
      <button
        type="button"
        className={styles.menuButton}
        aria-label={isMenuOpen ? texts.closeMenu : texts.menu}
        aria-expanded={isMenuOpen}
        aria-controls="page-navigation"
        onClick={() => setMenuOpen(!isMenuOpen)}
      >
        <Icon name={isMenuOpen ? 'close' : 'menu'} size={18} />
      </button>
      <a className={styles.brand} href="/" onClick={goHome}>
        <span className={styles.mark} aria-hidden="true">
          门
        </span>
        <span className={styles.product}>{texts.product}</span>
        <span className={styles.system}>{texts.system}</span>
      </a>
      <PageNavigation isOpen={isMenuOpen} onClose={() => setMenuOpen(false)} />
      <div className={styles.tools}>
        <LanguageSwitch />
        <UserMenu />
      </div>
    </header>
  );
}

function LanguageSwitch(): ReactNode {
  const texts = useTexts();
  const locale = useShellLocale();
  const { setLocale } = useServices();
  const other = locale === 'zh-CN' ? 'en-US' : 'zh-CN';
  return (
    <button type="button" lang={other} className={styles.tool} onClick={() => void setLocale(other)}>
      <Icon name="globe" />
      <span>{texts.language}</span>
    </button>
  );
}
