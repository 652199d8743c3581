import { type KeyboardEvent, type ReactNode, useCallback, useEffect, useId, useRef, useState } from 'react';
import { Icon, type IconName } from './icon.tsx';
import styles from './menu-button.module.css';
import { useDismiss } from './use-dismiss.ts';

/** One entry of a menu. */
export type MenuItem = {
  readonly key: string;
  readonly label: string;
  readonly icon: IconName;
  readonly isDanger?: boolean;
  readonly onSelect: () => void;
};

type MenuButtonProps = {
  readonly label: string;
  readonly items: readonly MenuItem[];
  readonly className?: string | undefined;
};

/** A button that opens a menu (WAI-ARIA Authoring Practices, Menu Button): arrows, Home, End, Escape. */
export function MenuButton({ label, items, className }: MenuButtonProps): ReactNode {
  const [isOpen, setOpen] = useState(false);
  const area = useRef<HTMLDivElement>(null);
  const menuId = useId();
  const close = useCallback(() => setOpen(false), []);
  useDismiss(isOpen, area, close);
  useEffect(() => {
    if (isOpen) area.current?.querySelector<HTMLElement>('[role=menuitem]')?.focus();
  }, [isOpen]);
  return (
    <div ref={area} className={styles.area}>
      <button
        type="button"
        className={className}
        aria-label={label}
        title={label}
        aria-haspopup="menu"
        aria-expanded={isOpen}
        aria-controls={isOpen ? menuId : undefined}
        onClick={() => setOpen(!isOpen)}
      >
        <Icon name="more" />
      </button>
      {isOpen && (
        <div
          role="menu"
          id={menuId}
          aria-label={label}
          className={styles.menu}
          onKeyDown={moveFocus}
          tabIndex={-1}
        >
          {items.map((item) => (
            <button
              key={item.key}
              type="button"
              role="menuitem"
              tabIndex={-1}
              className={item.isDanger ? styles.danger : styles.item}
              onClick={() => {
                close();
                area.current?.querySelector<HTMLElement>('[aria-expanded]')?.focus();
                item.onSelect();
              }}
            >
              <Icon name={item.icon} />
              {item.label}
            </button>
          ))}
        </div>
      )}
    </div>
  );
}

function moveFocus(event: KeyboardEvent<HTMLElement>): void {
  const items = [...event.currentTarget.querySelectorAll<HTMLElement>('[role=menuitem]')];
  const at = items.indexOf(document.activeElement as HTMLElement);
  const target = {
    ArrowDown: items[(at + 1) % items.length],
    ArrowUp: items[(at - 1 + items.length) % items.length],
    Home: items[0],
    End: items.at(-1),
  }[event.key];
  if (!target) return;
  event.preventDefault();
  target.focus();
}
