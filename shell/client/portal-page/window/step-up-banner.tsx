import { useObservable } from '@yimen/portlet-sdk';
import type { ReactNode } from 'react';
import { Icon } from '../../app/icon.tsx';
import { useTexts } from '../../app/shell-services.ts';
import type { WindowController } from '../../portlet-container/window-controller.ts';
import { stepUpAddress } from '../../session/session-store.ts';
import styles from './window-body.module.css';

/** The portlet's service wants a stronger sign-in: the way there, and back to this page. */
export function StepUpBanner({ controller }: { readonly controller: WindowController }): ReactNode {
  const texts = useTexts();
  const acrValues = useObservable(controller.stepUp);
  if (acrValues === null) return null;
  return (
    <div className={styles.banner} role="alert">
      <Icon name="warning" />
      <span>{texts.stepUp}</span>
      <button
        type="button"
        className={styles.bannerAction}
        onClick={() => window.location.assign(stepUpAddress(window.location, acrValues))}
      >
        {texts.verifyAgain}
      </button>
    </div>
  );
}
