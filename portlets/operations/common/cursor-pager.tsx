import { useMessages } from '@yimen/portlet-sdk';
import { Button } from '@yimen/ui';
import type { ReactNode } from 'react';
import styles from './common.module.css';

const messages = {
  'zh-CN': { newest: '回到最新', older: '更早', pages: '翻页' },
  'en-US': { newest: 'Newest', older: 'Older', pages: 'Pages' },
};

type Props = {
  /** Undefined on the first page. */
  readonly cursor: string | undefined;
  /** Null after the last page. */
  readonly next: string | null;
  readonly onGo: (cursor: string | undefined) => void;
};

/** Older entries of a list, and back to the newest; nothing when there is one page. */
export function CursorPager({ cursor, next, onGo }: Props): ReactNode {
  const text = useMessages(messages);
  if (cursor === undefined && next === null) return null;
  return (
    <nav className={styles.actions} aria-label={text.pages}>
      <Button size="small" disabled={cursor === undefined} onClick={() => onGo(undefined)}>
        {text.newest}
      </Button>
      <Button size="small" disabled={next === null} onClick={() => onGo(next ?? undefined)}>
        {text.older}
      </Button>
    </nav>
  );
}
