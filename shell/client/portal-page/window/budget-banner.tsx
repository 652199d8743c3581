import { useObservable } from '@yimen/portlet-sdk';
import type { ReactNode } from 'react';
import { Icon } from '../../app/icon.tsx';
import { useTexts } from '../../app/shell-services.ts';
import type { WatchedController } from '../../portlet-container/containment/contained-window.ts';
import styles from './window-body.module.css';

/** Says that a portlet uses too much and has to rest; nothing is lost meanwhile. */
export function BudgetBanner({ controller }: { readonly controller: WatchedController }): ReactNode {
  const texts = useTexts();
  const { level } = useObservable(controller.budget);
  if (level !== 'paused') return null;
  return (
    <div className={styles.banner} role="status">
      <Icon name="warning" />
      <span>{texts.paused}</span>
      <button type="button" className={styles.bannerAction} onClick={controller.resume}>
        {texts.goOn}
      </button>
    </div>
  );
}
