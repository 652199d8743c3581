import { type DragEvent, type KeyboardEvent, type ReactNode, useState } from 'react';
import { useLocalized } from '../../app/shell-services.ts';
import { useComposerTexts } from '../composer-context.ts';
import styles from './page-tree.module.css';
import type { TreeRow } from './tree-order.ts';

type DropZone = 'before' | 'into' | 'after';

type RowProps = {
  readonly row: TreeRow;
  readonly isSelected: boolean;
  readonly isTabStop: boolean;
  readonly onOpen: () => void;
  readonly onKeyDown: (event: KeyboardEvent) => void;
  readonly onDropPage: (movedId: string, zone: DropZone) => void;
};

const dragType = 'application/x-yimen-page';

/** One page in the tree; it can be dragged, and pages can be dropped before, into and after it. */
export function PageTreeRow({
  row,
  isSelected,
  isTabStop,
  onOpen,
  onKeyDown,
  onDropPage,
}: RowProps): ReactNode {
  const texts = useComposerTexts();
  const localized = useLocalized();
  const [zone, setZone] = useState<DropZone | null>(null);
  const { page, level } = row;
  const onDrop = (event: DragEvent<HTMLElement>) => {
    event.preventDefault();
    setZone(null);
    onDropPage(event.dataTransfer.getData(dragType), zoneAt(event));
  };
  return (
    <div
      role="treeitem"
      aria-level={level}
      aria-selected={isSelected}
      tabIndex={isTabStop ? 0 : -1}
      data-page={page.id}
      data-zone={zone ?? undefined}
      draggable
      className={styles.row}
      style={{ paddingLeft: `${level * 16 - 4}px` }}
      onClick={onOpen}
      onKeyDown={(event) => {
        if (event.key === 'Enter' || event.key === ' ') {
          event.preventDefault();
          onOpen();
        } else onKeyDown(event);
      }}
      onDragStart={(event) => event.dataTransfer.setData(dragType, page.id)}
      onDragOver={(event) => {
        if (!event.dataTransfer.types.includes(dragType)) return;
        event.preventDefault();
        setZone(zoneAt(event));
      }}
      onDragLeave={() => setZone(null)}
      onDrop={onDrop}
    >
      <span className={styles.name}>{localized(page.title)}</span>
      {page.version === 0 && <span className={styles.tag}>{texts.unpublished}</span>}
      {page.version > 0 && page.hasDraft && <span className={styles.tag}>{texts.draft}</span>}
    </div>
  );
}

function zoneAt(event: DragEvent<HTMLElement>): DropZone {
  const { top, height } = event.currentTarget.getBoundingClientRect();
  const at = (event.clientY - top) / height;
  return at < 0.3 ? 'before' : at > 0.7 ? 'after' : 'into';
}
