import type { ReactNode } from 'react';
import { Icon } from './icon.tsx';
import styles from './page-message.module.css';

type MessageProps = {
  readonly icon: 'add' | 'info' | 'warning';
  readonly headline: string;
  readonly hint: string;
  readonly children?: ReactNode;
};

/** In the place of a page that cannot be shown, or has nothing on it. */
export function PageMessage({ icon, headline, hint, children }: MessageProps): ReactNode {
  return (
    <div className={styles.message}>
      <Icon name={icon} size={36} />
      <h1>{headline}</h1>
      {hint && <p>{hint}</p>}
      {children && <div className={styles.actions}>{children}</div>}
    </div>
  );
}
