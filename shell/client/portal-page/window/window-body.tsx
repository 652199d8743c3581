import { useObservable } from '@yimen/portlet-sdk';
import { isProblem, type ProblemError, problemTitle } from '@yimen/problem';
import { memo, type ReactNode, useEffect, useState } from 'react';
import { Button } from '../../app/button.tsx';
import { Icon } from '../../app/icon.tsx';
import { useServices, useShellLocale, useTexts } from '../../app/shell-services.ts';
import type { WatchedController } from '../../portlet-container/containment/contained-window.ts';
import { PortletSlot } from '../../portlet-container/portlet-slot.tsx';
import type { FailurePhase, WindowController } from '../../portlet-container/window-controller.ts';
import { BudgetBanner } from './budget-banner.tsx';
import { StepUpBanner } from './step-up-banner.tsx';
import { UpgradeBar } from './upgrade-bar.tsx';
import styles from './window-body.module.css';

/** What a window shows: the portlet, or why there is none. */
export const WindowBody = memo(function WindowBody(props: {
  readonly controller: WatchedController | undefined;
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
      <UpgradeBar controller={controller} />
      <StepUpBanner controller={controller} />
      <CodeErrorBanner controller={controller} />
      <BudgetBanner controller={controller} />
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

/** Not the code has failed, but the portal has stopped it; the problem's own title says why. */
const heldBack = [
  'portlet-not-started',
  'portlet-hung',
  'portlet-held',
  'portlet-over-budget',
  'portlet-unresponsive',
] as const;

type FailedProps = {
  readonly problem: ProblemError;
  readonly phase: FailurePhase;
  readonly onRetry: () => void;
};

function FailedPortlet({ problem: error, phase, onRetry }: FailedProps): ReactNode {
  const texts = useTexts();
  const isHeldBack = heldBack.some((type) => isProblem(error, type));
  const locale = useShellLocale();
  return (
    <div className={styles.state}>
      <Icon name="warning" size={28} />
      {isHeldBack ? (
        <p className={styles.headline}>{problemTitle(error.problem, locale)}</p>
      ) : (
        <p className={styles.headline}>{phase === 'render' ? texts.renderFailed : texts.loadFailed}</p>
      )}
      {phase === 'load' && !isHeldBack && (
        <p className={styles.hint}>{problemTitle(error.problem, locale)}</p>
      )}
      <Button icon="refresh" onClick={onRetry}>
        {isProblem(error, 'portlet-not-started') ? texts.load : texts.retry}
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

/** Entries of the log that people are told of, with the text. */
const told = new Map<string, 'codeFailed' | 'pageChanged' | 'pageBlocked'>([
  ['uncaught-error', 'codeFailed'],
  ['page-changed', 'pageChanged'],
  ['page-blocked', 'pageBlocked'],
]);

/** Errors in timers and event handlers do not end a portlet, but the person shall know that something is wrong. */
function CodeErrorBanner({ controller }: { readonly controller: WindowController }): ReactNode {
  const texts = useTexts();
  const entries = useObservable(controller.log);
  const { status } = useObservable(controller.snapshot);
  const [dismissed, setDismissed] = useState(0);
  const since = entries.findLast(({ event }) => event === 'shown')?.at ?? 0;
  const last = entries.findLast(({ event, at }) => told.has(event) && at >= since);
  if (status !== 'ready' || !last || last.at <= dismissed) return null;
  return (
    <div className={styles.banner} role="status">
      <Icon name="warning" />
      <span>{texts[told.get(last.event) ?? 'codeFailed']}</span>
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
