import type { ReactNode } from 'react';
import { createPortal } from 'react-dom';
import { useStore } from 'zustand/react';
import { Icon } from './icon.tsx';
import styles from './notice-list.module.css';
import type { Notice } from './notice-store.ts';
import { useServices, useTexts } from './shell-services.ts';

const icons = { success: 'success', info: 'info', error: 'warning' } as const;

/** Short messages. Outside of the shell's root, so that they stay usable while a dialog makes the page inert. */
export function NoticeList(): ReactNode {
  const texts = useTexts();
  const { notices } = useServices();
  const list = useStore(notices.store, (state) => state.notices);
  return createPortal(
    <section aria-label={texts.notices} className={styles.list}>
      <div role="status">
        {list
          .filter(({ tone }) => tone !== 'error')
          .map((notice) => (
            <NoticeCard key={notice.id} notice={notice} />
          ))}
      </div>
      <div role="alert">
        {list
          .filter(({ tone }) => tone === 'error')
          .map((notice) => (
            <NoticeCard key={notice.id} notice={notice} />
          ))}
      </div>
    </section>,
    document.body,
  );
}

function NoticeCard({ notice }: { readonly notice: Notice }): ReactNode {
  const texts = useTexts();
  const { notices } = useServices();
  const remove = () =>
    notices.store.setState((state) => ({ notices: state.notices.filter(({ id }) => id !== notice.id) }));
  return (
    <div className={`${styles.notice} ${styles[notice.tone]}`}>
      <Icon name={icons[notice.tone]} />
      <span className={styles.text}>{notice.text}</span>
      {notice.action && (
        <button
          type="button"
          className={styles.action}
          onClick={() => {
            remove();
            notice.action?.run();
          }}
        >
          {notice.action.label}
        </button>
      )}
      <button type="button" className={styles.close} aria-label={texts.close} onClick={remove}>
        <Icon name="close" size={14} />
      </button>
    </div>
  );
}
