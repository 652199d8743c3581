import { useQuery } from '@tanstack/react-query';
import { useObservable } from '@yimen/portlet-sdk';
import type { PageSummary } from '@yimen/shell-contract';
import { type ReactNode, useCallback, useRef, useState } from 'react';
import { pageListQuery } from '../api/page-list.ts';
import { Icon } from './icon.tsx';
import styles from './page-navigation.module.css';
import { useLocalized, useServices, useTexts } from './shell-services.ts';
import { useDismiss } from './use-dismiss.ts';

type NavigationProps = { readonly isOpen: boolean; readonly onClose: () => void };

/** The pages the person may see: a bar with drop-downs, or a tree that unfolds on a narrow screen. */
export function PageNavigation({ isOpen, onClose }: NavigationProps): ReactNode {
  const texts = useTexts();
  const { queries } = useServices();
  const { data } = useQuery(pageListQuery(), queries);
  const pages = data?.pages ?? [];
  return (
    <nav id="page-navigation" aria-label={texts.pages} className={isOpen ? styles.open : styles.nav}>
      <ul className={styles.list}>
        {childrenOf(pages, null).map((page) => (
          <PageEntry key={page.id} page={page} pages={pages} onClose={onClose} />
        ))}
      </ul>
    </nav>
  );
}

type EntryProps = {
  readonly page: PageSummary;
  readonly pages: readonly PageSummary[];
  readonly onClose: () => void;
};

function PageEntry({ page, pages, onClose }: EntryProps): ReactNode {
  const texts = useTexts();
  const localized = useLocalized();
  const [isOpen, setOpen] = useState(false);
  const area = useRef<HTMLLIElement>(null);
  const close = useCallback(() => setOpen(false), []);
  useDismiss(isOpen, area, close);
  const below = childrenOf(pages, page.id);
  const onOpened = () => {
    close();
    onClose();
  };
  return (
    <li ref={area} className={styles.entry}>
      <PageLink page={page} onOpened={onOpened} />
      {below.length > 0 && (
        <>
          <button
            type="button"
            className={styles.toggle}
            aria-expanded={isOpen}
            aria-label={texts.subPages(localized(page.title))}
            onClick={() => setOpen(!isOpen)}
          >
            <Icon name="expand" size={14} />
          </button>
          <div className={isOpen ? styles.dropDownOpen : styles.dropDown}>
            <SubPages pages={pages} parentId={page.id} onOpened={onOpened} />
          </div>
        </>
      )}
    </li>
  );
}

function SubPages(props: {
  readonly pages: readonly PageSummary[];
  readonly parentId: string;
  readonly onOpened: () => void;
}): ReactNode {
  const children = childrenOf(props.pages, props.parentId);
  if (children.length === 0) return null;
  return (
    <ul className={styles.subList}>
      {children.map((page) => (
        <li key={page.id}>
          <PageLink page={page} onOpened={props.onOpened} />
          <SubPages {...props} parentId={page.id} />
        </li>
      ))}
    </ul>
  );
}

function PageLink({
  page,
  onOpened,
}: {
  readonly page: PageSummary;
  readonly onOpened: () => void;
}): ReactNode {
  const localized = useLocalized();
  const { navigator, queries } = useServices();
  const screen = useObservable(navigator.screen);
  const { data } = useQuery(pageListQuery(), queries);
  const openSlug = screen.kind === 'page' ? (screen.slug ?? data?.homeSlug) : null;
  return (
    <a
      href={`/pages/${encodeURIComponent(page.slug)}`}
      className={styles.link}
      aria-current={openSlug === page.slug ? 'page' : undefined}
      onClick={(event) => {
        // A new tab is the browser's business.
        if (event.metaKey || event.ctrlKey || event.shiftKey || event.button !== 0) return;
        event.preventDefault();
        onOpened();
        navigator.open({ kind: 'page', slug: page.slug });
      }}
    >
      {localized(page.title)}
    </a>
  );
}

/** Pages whose parent the person may not see stand at the top. */
function childrenOf(pages: readonly PageSummary[], parentId: string | null): readonly PageSummary[] {
  const known = new Set(pages.map(({ id }) => id));
  return pages
    .filter(
      (page) => (page.parentId !== null && known.has(page.parentId) ? page.parentId : null) === parentId,
    )
    .sort((a, b) => a.order - b.order);
}
