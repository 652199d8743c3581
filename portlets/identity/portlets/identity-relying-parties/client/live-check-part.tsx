import { useLocale, useMessages, usePortlet, useResource } from '@yimen/portlet-sdk';
import { isProblem, shownProblem } from '@yimen/problem';
import {
  Alert,
  Button,
  EmptyState,
  ErrorState,
  formatDateTime,
  Input,
  LoadingState,
  StatusTag,
  type StatusTone,
} from '@yimen/ui';
import { type ReactNode, useEffect, useId, useState } from 'react';
import common from '../../../common/common.module.css';
import { ProblemAlert } from '../../../common/problem-alert.tsx';
import { useAdminAction } from '../../../common/use-admin-action.ts';
import type {
  LiveCheck,
  LiveCheckStep,
  RelyingPartyDetail,
  StepState,
} from '../../../contract/relying-party.ts';
import { checkMessages } from './check-messages.ts';
import styles from './systems.module.css';

const againMs = 700;
const tones: Record<StepState, StatusTone> = {
  waiting: 'neutral',
  running: 'info',
  passed: 'success',
  warning: 'warning',
  failed: 'danger',
  skipped: 'neutral',
};

/** Drives the system and fills in the list while it goes on. */
export function LiveCheckPart({ system }: { readonly system: RelyingPartyDetail }): ReactNode {
  const text = useMessages(checkMessages);
  const locale = useLocale();
  const { resources } = usePortlet();
  const [startUrl, setStartUrl] = useState('');
  const fieldId = useId();
  const { data, problem, isLoading, isRefreshing, refresh } = useResource<LiveCheck>('check');
  const start = useAdminAction(() => resources.refresh('check'));
  const isNever = isProblem(problem, 'not-found');
  const isRunning = data?.state === 'running' && !isNever;
  useEffect(() => {
    if (!isRunning) return undefined;
    const timer = setInterval(() => void resources.refresh('check'), againMs);
    return () => clearInterval(timer);
  }, [isRunning, resources]);
  const begin = () =>
    void start.run({
      method: 'POST',
      path: `/relying-parties/${encodeURIComponent(system.clientId)}/live-checks`,
      body: { startUrl: startUrl.trim() === '' ? null : startUrl.trim() },
    });
  return (
    <div className={styles.block}>
      <p>{text.hint}</p>
      <label htmlFor={fieldId}>{text.startUrl}</label>
      <Input
        id={fieldId}
        value={startUrl}
        placeholder={system.registration.url ?? 'https://'}
        maxLength={500}
        onChange={(event) => setStartUrl(event.target.value)}
      />
      <div>
        <Button type="primary" loading={start.isRunning || isRunning} onClick={begin}>
          {data ? text.again : text.start}
        </Button>
      </div>
      <ProblemAlert problem={start.problem} />
      {isLoading && <LoadingState lines={6} />}
      {!data && isNever && <EmptyState size="small" text={text.never} />}
      {!data && problem && !isNever && (
        <ErrorState problem={shownProblem(problem, locale)} onRetry={refresh} isRetrying={isRefreshing} />
      )}
      {data && <Outcome check={data} />}
    </div>
  );
}

function Outcome({ check }: { readonly check: LiveCheck }): ReactNode {
  const text = useMessages(checkMessages);
  const locale = useLocale();
  const type =
    ({ running: 'info', passed: 'success', warning: 'warning' } as const)[check.state as 'passed'] ?? 'error';
  return (
    <>
      <div aria-live="polite">
        <Alert
          type={type}
          showIcon
          title={text.verdict(check.state)}
          description={text.when(formatDateTime(check.createdAt, { locale }), check.requestedBy)}
        />
      </div>
      <ol className={styles.steps} aria-label={text.steps}>
        {check.steps.map((step) => (
          <Step key={step.id} step={step} />
        ))}
      </ol>
    </>
  );
}

function Step({ step }: { readonly step: LiveCheckStep }): ReactNode {
  const text = useMessages(checkMessages);
  const locale = useLocale();
  return (
    <li className={styles.step} data-step={step.id}>
      <StatusTag tone={tones[step.state]}>{text.stateOf(step.state)}</StatusTag>
      <div>
        <strong>{step.title[locale]}</strong>
        {step.found && <div>{step.found[locale]}</div>}
        {step.advice && (
          <div className={styles.advice}>
            {text.advice}
            {step.advice[locale]}
          </div>
        )}
        {step.state === 'waiting' && <div className={common.quiet}>…</div>}
      </div>
    </li>
  );
}
