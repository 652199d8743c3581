import { type KeyboardEvent, type ReactNode, useEffect, useId, useRef } from 'react';
import { createPortal } from 'react-dom';
import styles from './dialog.module.css';
import { Icon } from './icon.tsx';
import { useTexts } from './shell-services.ts';

type DialogProps = {
  readonly title: string;
  readonly children: ReactNode;
  readonly footer?: ReactNode;
  readonly size?: 'small' | 'medium' | 'large';
  /** Absent: the dialog cannot be put away without an answer. */
  readonly onClose?: (() => void) | undefined;
};

const open: HTMLElement[] = [];

/**
 * A modal dialog. It makes the page behind it inert, so that focus and assistive technology stay inside; not a native
 * `<dialog>`, whose top layer would cover Ant Design's pop-ups.
 */
export function Dialog({ title, children, footer, size = 'small', onClose }: DialogProps): ReactNode {
  const texts = useTexts();
  const titleId = useId();
  const panel = useRef<HTMLDivElement>(null);
  useModal(panel);
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Escape' || event.defaultPrevented || !onClose) return;
    event.stopPropagation();
    onClose();
  };
  return createPortal(
    <div
      className={styles.backdrop}
      onPointerDown={(event) => event.target === event.currentTarget && onClose?.()}
    >
      <div
        ref={panel}
        role="dialog"
        aria-modal="true"
        aria-labelledby={titleId}
        tabIndex={-1}
        className={`${styles.panel} ${styles[size]}`}
        onKeyDown={onKeyDown}
      >
        <header className={styles.header}>
          <h2 id={titleId} className={styles.title}>
            {title}
          </h2>
          {onClose && (
            <button type="button" className={styles.close} aria-label={texts.close} onClick={onClose}>
              <Icon name="close" />
            </button>
          )}
        </header>
        <div className={styles.body}>{children}</div>
        {footer && <footer className={styles.footer}>{footer}</footer>}
      </div>
    </div>,
    document.body,
  );
}

function useModal(panel: { readonly current: HTMLElement | null }): void {
  useEffect(() => {
    const element = panel.current;
    if (!element) return;
    const before = document.activeElement;
    const first = element.querySelector<HTMLElement>('[autofocus],[data-autofocus]');
    open.push(element);
    markInert();
    if (!element.contains(document.activeElement)) (first ?? element).focus();
    return () => {
      open.splice(open.indexOf(element), 1);
      markInert();
      if (before instanceof HTMLElement && before.isConnected) before.focus();
    };
  }, [panel]);
}

/** Everything under the topmost dialog is inert; the shell's notices and Ant Design's pop-ups are not. */
function markInert(): void {
  const top = open.at(-1);
  document.getElementById('root')?.toggleAttribute('inert', top !== undefined);
  for (const panel of open) panel.parentElement?.toggleAttribute('inert', panel !== top);
}
