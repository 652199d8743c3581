import type { Maintenance } from '@yimen/shell-contract';
import type { ReactNode } from 'react';
import { Icon } from '../../app/icon.tsx';
import { useShellLocale } from '../../app/shell-services.ts';
import styles from '../window/window-body.module.css';

const texts = {
  'zh-CN': { headline: '维护中', until: (at: string) => `预计 ${at} 恢复` },
  'en-US': { headline: 'In maintenance', until: (at: string) => `Expected back ${at}` },
};

/** What a window shows while its portlet is out of use. */
export function MaintenanceNotice({ maintenance }: { readonly maintenance: Maintenance }): ReactNode {
  const locale = useShellLocale();
  const { headline, until } = texts[locale];
  const at = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short' });
  return (
    <div className={styles.state} role="status">
      <Icon name="info" size={28} />
      <p className={styles.headline}>{headline}</p>
      <p className={styles.hint}>{maintenance.text[locale]}</p>
      <p className={styles.hint}>{until(at.format(maintenance.to))}</p>
    </div>
  );
}
