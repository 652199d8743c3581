import { useObservable } from '@yimen/portlet-sdk';
import { type ProblemError, problemTitle } from '@yimen/problem';
import { memo, type ReactNode, useEffect, useState } from 'react';
import { Button } from '../../app/button.tsx';
import { Icon } from '../../app/icon.tsx';
import { useServices, useShellLocale, useTexts } from '../../app/shell-services.ts';
import { PortletSlot } from '../../portlet-container/portlet-slot.tsx';
import type { FailurePhase, WindowController } from '../../portlet-container/window-controller.ts';
import { StepUpBanner } from './step-up-banner.tsx';
import styles from './window-body.module.css';

/** What a window shows: the portlet, or why there is none. */
export const WindowBody = memo(function WindowBody(props: {
  readonly controller: WindowController | undefined;
}): ReactNode {
  const texts = useTexts();
  const { nonce } = useServices();
  const { controller } = props;
  if (!controller) {
    return (
      <div className={styles.state}>
        <Icon name="info" size={28} />
        <p className={styles.headline}>{texts.missing}</p>
        <p className={styles.hint}>{texts.missingHint}</p>
      </div>
    );
  }
  return (
    <>
      <StepUpBanner controller={controller} />
      <CodeErrorBanner controller={controller} />
      <PortletSlot controller={controller} nonce={nonce} Loading={LoadingPortlet} Failed={FailedPortlet} />
    </>
  );
});

// Most portlets are there sooner. An animation is a layer of its own to the browser, and there is one per window.
const pulseAfter = 700;

function LoadingPortlet(): ReactNode {
  const texts = useTexts();
  const [isLate, setLate] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setLate(true), pulseAfter);
    return () => clearTimeout(timer);
  }, []);
  return (
    <div className={isLate ? `${styles.skeleton} ${styles.pulsing}` : styles.skeleton}>
      <span className={styles.hiddenText}>{texts.loading}</span>
      <i />
      <i />
      <i />
    </div>
  );
}

type FailedProps = {
  readonly problem: ProblemError;
  readonly phase: FailurePhase;
  readonly onRetry: () => void;
};

function FailedPortlet({ problem: error, phase, onRetry }: FailedProps): ReactNode {
  const texts = useTexts();
  const locale = useShellLocale();
  return (
    <div className={styles.state}>
      <Icon name="warning" size={28} />
      <p className={styles.headline}>{phase === 'render' ? texts.renderFailed : texts.loadFailed}</p>
      {phase === 'load' && <p className={styles.hint}>{problemTitle(error.problem, locale)}</p>}
      <Button icon="refresh" onClick={onRetry}>
        {texts.retry}
      </Button>
      {error.problem.detail && (
        <details className={styles.details}>
          <summary>{texts.details}</summary>
          <code>{error.problem.detail}</code>
        </details>
      )}
    </div>
  );
}

/** Errors in timers and event handlers do not end a portlet, but the person shall know that something is wrong. */
function CodeErrorBanner({ controller }: { readonly controller: WindowController }): ReactNode {
  const texts = useTexts();
  const entries = useObservable(controller.log);
  const { status } = useObservable(controller.snapshot);
  const [dismissed, setDismissed] = useState(0);
  const since = entries.findLast(({ event }) => event === 'shown')?.at ?? 0;
  const last = entries.findLast(({ event, at }) => event === 'uncaught-error' && at >= since);
  if (status !== 'ready' || !last || last.at <= dismissed) return null;
  return (
    <div className={styles.banner} role="status">
      <Icon name="warning" />
      <span>{texts.codeFailed}</span>
      <button type="button" className={styles.bannerAction} onClick={controller.retry}>
        {texts.retry}
      </button>
      <button
        type="button"
        className={styles.bannerAction}
        aria-label={texts.close}
        onClick={() => setDismissed(last.at)}
      >
        <Icon name="close" size={14} />
      </button>
    </div>
  );
}
