import type { CatalogueEntry } from '@yimen/shell-contract';
import type { ReactNode } from 'react';
import { useShellLocale } from '../app/shell-services.ts';
import { catalogueTexts } from '../i18n/catalogue-texts.ts';
import styles from './catalogue-list.module.css';

/** What a module looks like, what is new in it, and what was measured; nothing when its publisher tells nothing. */
export function CatalogueDetails({ entry }: { readonly entry: CatalogueEntry }): ReactNode {
  const locale = useShellLocale();
  const texts = catalogueTexts[locale];
  const { notes, screenshots, facts } = entry;
  if (notes === null && screenshots.length === 0) return null;
  const measured = [
    ...(facts ? [texts.size(Math.ceil(facts.bytes / 1024))] : []),
    ...(facts?.loadP95Ms == null ? [] : [texts.loadP95(Math.round(facts.loadP95Ms))]),
    ...(facts?.errorRate == null ? [] : [texts.errorRate((facts.errorRate * 100).toFixed(1))]),
  ];
  return (
    <details className={styles.details}>
      <summary>{texts.details}</summary>
      {screenshots.map(({ url, title }) => (
        <img key={url} src={url} alt={title[locale]} loading="lazy" />
      ))}
      {notes && (
        <>
          <h4>{texts.notes}</h4>
          <p>{notes[locale]}</p>
        </>
      )}
      {measured.length > 0 && <small>{measured.join(' · ')}</small>}
    </details>
  );
}
