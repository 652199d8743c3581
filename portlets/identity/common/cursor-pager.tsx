import { useMessages } from '@yimen/portlet-sdk';
import { Button } from '@yimen/ui';
import type { ReactNode } from 'react';
import styles from './common.module.css';
import { commonMessages } from './common-messages.ts';
import type { useCursorPages } from './use-cursor-pages.ts';

type Props = {
  readonly pages: ReturnType<typeof useCursorPages>;
  /** Cursor of the next page, as the answer gave it; null after the last. */
  readonly next: string | null;
  readonly isBusy?: boolean;
};

/** Previous and next page of a list by cursor; nothing when there is one page. */
export function CursorPager({ pages, next, isBusy = false }: Props): ReactNode {
  const text = useMessages(commonMessages);
  if (pages.page === 1 && next === null) return null;
  return (
    <nav className={styles.pager} aria-label={text.pages}>
      {pages.page > 2 && (
        <Button size="small" type="link" disabled={isBusy} onClick={pages.first}>
          {text.firstPage}
        </Button>
      )}
      <Button size="small" disabled={isBusy || pages.page === 1} onClick={pages.previous}>
        {text.previousPage}
      </Button>
      <span aria-live="polite">{text.pageNumber(pages.page)}</span>
      <Button
        size="small"
        disabled={isBusy || next === null}
        onClick={() => next !== null && pages.next(next)}
      >
        {text.nextPage}
      </Button>
    </nav>
  );
}
