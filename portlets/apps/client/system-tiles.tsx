import { useLocale, useMessages, usePreferences } from '@yimen/portlet-sdk';
import { type KeyboardEvent, type ReactNode, useId, useRef } from 'react';
import type { BusinessSystem } from '../contract/systems.ts';
import styles from './apps.module.css';
import { appsMessages } from './apps-messages.ts';
import { ArrangeBar } from './arrange-bar.tsx';
import { SystemIcon } from './system-icon.tsx';
import { tileInDirection } from './tile-in-direction.ts';

type Props = {
  systems: readonly BusinessSystem[];
  /** Without the search: what moves, moves among all of them. */
  all: readonly BusinessSystem[];
  isArranging: boolean;
};

/** Tiles as a list of links; arrow keys go from tile to tile as they lie. */
export function SystemTiles({ systems, all, isArranging }: Props): ReactNode {
  const text = useMessages(appsMessages);
  const list = useRef<HTMLUListElement>(null);
  const goOn = (event: KeyboardEvent<HTMLElement>) => {
    const links = [...(list.current?.querySelectorAll<HTMLElement>('a') ?? [])];
    const next = tileInDirection(links, event.key, event.currentTarget);
    if (!next) return;
    event.preventDefault();
    next.focus();
  };
  return (
    <ul className={styles.tiles} aria-label={text.systems} ref={list}>
      {systems.map((system) => (
        <li key={system.clientId} className={styles.tile}>
          <TileLink system={system} onKeyDown={goOn} />
          {isArranging && <ArrangeBar system={system} all={all} />}
        </li>
      ))}
    </ul>
  );
}

function TileLink(props: {
  system: BusinessSystem;
  onKeyDown: (event: KeyboardEvent<HTMLElement>) => void;
}): ReactNode {
  const { clientId, name, description, url, icon } = props.system;
  const text = useMessages(appsMessages);
  const locale = useLocale();
  const [{ favourites, showDescription }] = usePreferences<{
    favourites: string[];
    showDescription: boolean;
  }>();
  const about = description?.[locale];
  const describedBy = useId();
  return (
    <div className={styles.body}>
      <SystemIcon icon={icon} name={name[locale]} />
      <div className={styles.text}>
        {/* The link's text is its name and nothing else (WCAG 2.5.3); its area is the whole tile. */}
        <a
          className={styles.link}
          href={url}
          target="_blank"
          rel="noopener"
          aria-describedby={describedBy}
          onKeyDown={props.onKeyDown}
        >
          {name[locale]}
        </a>
        {favourites.includes(clientId) && <span className={styles.favourite}>{text.favourite}</span>}
        {showDescription && about && <span className={styles.about}>{about}</span>}
      </div>
      <span id={describedBy} hidden>
        {[about, text.newTab].filter(Boolean).join(' ')}
      </span>
    </div>
  );
}
