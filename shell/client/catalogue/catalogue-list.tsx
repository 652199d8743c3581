import type { CatalogueEntry } from '@yimen/shell-contract';
import { type ReactNode, useId, useState } from 'react';
import { Button } from '../app/button.tsx';
import fields from '../app/field.module.css';
import { useShellLocale } from '../app/shell-services.ts';
import { catalogueTexts } from '../i18n/catalogue-texts.ts';
import { CatalogueDetails } from './catalogue-details.tsx';
import styles from './catalogue-list.module.css';

type ListProps = {
  readonly entries: readonly CatalogueEntry[];
  /** How many windows of a portlet are on the page already. */
  readonly counts: ReadonlyMap<string, number>;
  readonly adding: string | null;
  readonly onAdd: (entry: CatalogueEntry) => void;
};

type Category = CatalogueEntry['category'] | 'all';

const categories: readonly Category[] = ['all', 'work', 'finance', 'information', 'tools'];

/** Search, categories and entries of the catalogue. */
export function CatalogueList({ entries, counts, adding, onAdd }: ListProps): ReactNode {
  const locale = useShellLocale();
  const texts = catalogueTexts[locale];
  const searchId = useId();
  const [search, setSearch] = useState('');
  const [category, setCategory] = useState<Category>('all');
  const found = entries.filter(
    (entry) => (category === 'all' || entry.category === category) && matches(entry, search),
  );
  return (
    <>
      <div className={styles.filters}>
        <label className={styles.hiddenLabel} htmlFor={searchId}>
          {texts.search}
        </label>
        <input
          id={searchId}
          type="search"
          className={fields.input}
          placeholder={texts.search}
          value={search}
          data-autofocus="true"
          onChange={(event) => setSearch(event.target.value)}
        />
        <fieldset className={styles.categories}>
          <legend className={styles.hiddenLabel}>{texts.category}</legend>
          {categories.map((option) => (
            <button
              key={option}
              type="button"
              className={styles.category}
              aria-pressed={category === option}
              onClick={() => setCategory(option)}
            >
              {texts.categories[option]}
            </button>
          ))}
        </fieldset>
      </div>
      <p role="status" className={styles.count}>
        {found.length === 0 ? texts.none : texts.count(found.length)}
      </p>
      <ul className={styles.list}>
        {found.map((entry) => (
          <CatalogueCard
            key={entry.name}
            entry={entry}
            count={counts.get(entry.name) ?? 0}
            isAdding={adding === entry.name}
            onAdd={onAdd}
          />
        ))}
      </ul>
    </>
  );
}

type CardProps = {
  readonly entry: CatalogueEntry;
  readonly count: number;
  readonly isAdding: boolean;
  readonly onAdd: (entry: CatalogueEntry) => void;
};

function CatalogueCard({ entry, count, isAdding, onAdd }: CardProps): ReactNode {
  const locale = useShellLocale();
  const texts = catalogueTexts[locale];
  const title = entry.title[locale];
  return (
    <li className={styles.card}>
      <div className={styles.text}>
        <h3>
          {title}
          <span className={styles.tag}>{texts.categories[entry.category]}</span>
          {count > 0 && <span className={styles.tagOn}>{texts.onPage(count)}</span>}
        </h3>
        <p>{entry.description[locale]}</p>
        <small>{texts.publisher(entry.publisher, entry.version)}</small>
        <CatalogueDetails entry={entry} />
      </div>
      <Button icon="add" aria-label={texts.addNamed(title)} disabled={isAdding} onClick={() => onAdd(entry)}>
        {texts.add}
      </Button>
    </li>
  );
}

function matches(entry: CatalogueEntry, search: string): boolean {
  const words = search.trim().toLowerCase().split(/\s+/);
  const text = [
    ...Object.values(entry.title),
    ...Object.values(entry.description),
    entry.name,
    entry.publisher,
  ]
    .join(' ')
    .toLowerCase();
  return words.every((word) => text.includes(word));
}
