import type { HTMLAttributes, KeyboardEvent, MouseEvent } from 'react';
import type { DataTableProps } from './data-table-props.ts';

const interactive = 'a,button,input,select,textarea,label,[role="button"],[role="checkbox"],[role="switch"]';

function isOwnControl(event: MouseEvent<HTMLElement> | KeyboardEvent<HTMLElement>): boolean {
  const control = event.target instanceof Element ? event.target.closest(interactive) : null;
  return control !== null && event.currentTarget.contains(control);
}

function moveFocus(row: HTMLElement, step: 'nextElementSibling' | 'previousElementSibling'): void {
  for (let next = row[step]; next !== null; next = next[step]) {
    if (next instanceof HTMLElement && next.tabIndex >= 0) {
      next.focus();
      return;
    }
  }
}

/** Internal: what makes a row open by mouse and by keyboard. */
export function rowProps<Row>(row: Row, props: DataTableProps<Row>): HTMLAttributes<HTMLElement> {
  const { onRowOpen, currentRowKey, rowKey } = props;
  const current = currentRowKey !== undefined && rowKey(row) === currentRowKey;
  const marked = current ? { 'aria-current': true } : {};
  if (onRowOpen === undefined) return marked;
  return {
    ...marked,
    tabIndex: 0,
    className: 'ym-table-row-open',
    onClick: (event) => {
      if (!isOwnControl(event)) onRowOpen(row);
    },
    onKeyDown: (event) => {
      if (event.target !== event.currentTarget) return;
      if (event.key === 'Enter' || event.key === ' ') onRowOpen(row);
      else if (event.key === 'ArrowDown') moveFocus(event.currentTarget, 'nextElementSibling');
      else if (event.key === 'ArrowUp') moveFocus(event.currentTarget, 'previousElementSibling');
      else return;
      event.preventDefault();
    },
  };
}
