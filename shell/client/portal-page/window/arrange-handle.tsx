import type { ReactNode } from 'react';
import { Icon } from '../../app/icon.tsx';
import type { ArrangeKind } from '../grid/drag-place.ts';
import type { ArrangeHandlers } from '../grid/use-arrange.ts';
import styles from './arrange-handle.module.css';

type HandleProps = {
  readonly kind: ArrangeKind;
  readonly label: string;
  readonly nodeId: string;
  readonly handlers: ArrangeHandlers;
};

/** The handle that moves or resizes a window, by pointer and by arrow keys. */
export function ArrangeHandle({ kind, label, nodeId, handlers }: HandleProps): ReactNode {
  return (
    <button
      type="button"
      className={kind === 'move' ? styles.move : styles.resize}
      aria-label={label}
      title={label}
      onPointerDown={(event) => handlers.onPointerDown(event, nodeId, kind)}
      onKeyDown={(event) => handlers.onKeyDown(event, nodeId, kind)}
      onFocus={() => handlers.onFocus(nodeId)}
    >
      <Icon name={kind} size={14} />
    </button>
  );
}
