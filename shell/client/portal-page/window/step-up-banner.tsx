import { useObservable } from '@yimen/portlet-sdk';
import { type ReactNode, useEffect, useState } from 'react';
import { Icon } from '../../app/icon.tsx';
import { useServices, useTexts } from '../../app/shell-services.ts';
import type { WindowController } from '../../portlet-container/window-controller.ts';
import { checkSession } from '../../session/check-session.ts';
import { onVerified, openStepUp } from '../../session/step-up.ts';
import styles from './window-body.module.css';

/**
 * The portlet's service wants a stronger sign-in. It happens in a window of its own, so that nothing typed here is lost;
 * then the window's data are read again, and what was refused can be done again.
 */
export function StepUpBanner({ controller }: { readonly controller: WindowController }): ReactNode {
  const texts = useTexts();
  const { session } = useServices();
  const acrValues = useObservable(controller.stepUp);
  const [phase, setPhase] = useState<'asked' | 'open' | 'verified'>('asked');
  const isAsked = acrValues !== null;
  useEffect(() => {
    if (!isAsked) return undefined;
    setPhase('asked');
    return onVerified(async () => {
      if (!(await checkSession(session))) return;
      setPhase('verified');
      await controller.refresh();
    });
  }, [isAsked, controller, session]);
  if (!isAsked && phase !== 'verified') return null;
  const isVerified = !isAsked;
  return (
    <div className={styles.banner} role={isVerified ? 'status' : 'alert'}>
      <Icon name={isVerified ? 'info' : 'warning'} />
      <span>{isVerified ? texts.verified : phase === 'open' ? texts.verifying : texts.stepUp}</span>
      {/* One button throughout: it keeps the focus that comes back from the other window. */}
      <button
        type="button"
        className={styles.bannerAction}
        onClick={() => {
          if (acrValues === null) setPhase('asked');
          else if (openStepUp(acrValues)) setPhase('open');
        }}
      >
        {isVerified ? texts.close : texts.verifyAgain}
      </button>
    </div>
  );
}
