import { useObservable } from '@yimen/portlet-sdk';
import { problemTitle } from '@yimen/problem';
import { type ReactNode, useState } from 'react';
import { Button } from '../../app/button.tsx';
import { Dialog } from '../../app/dialog.tsx';
import { useShellLocale } from '../../app/shell-services.ts';
import type { WatchedController } from '../../portlet-container/containment/contained-window.ts';
import { requestIdOf } from '../../portlet-container/diagnosis/window-trail.ts';
import styles from './diagnosis-dialog.module.css';
import { diagnosisReport, lastProblemOf, sharedOf } from './diagnosis-report.ts';
import { diagnosisTexts } from './diagnosis-texts.ts';
import { RequestTable } from './request-table.tsx';

type DialogProps = {
  readonly title: string;
  readonly controller: WatchedController;
  readonly onClose: () => void;
};

/** What happened in a window: for the person to pass on, for the help desk and for the portlet's developer. */
export function DiagnosisDialog({ title, controller, onClose }: DialogProps): ReactNode {
  const locale = useShellLocale();
  const texts = diagnosisTexts[locale];
  return (
    <Dialog title={texts.title(title)} size="large" onClose={onClose}>
      <div className={styles.top}>
        <p className={styles.hint}>{texts.hint}</p>
        <CopyButton controller={controller} />
      </div>
      <LastProblem controller={controller} />
      <Versions controller={controller} />
      <Phases controller={controller} />
      <h3 className={styles.heading}>{texts.requests}</h3>
      <RequestTable trail={controller.trail} />
      <LogEntries controller={controller} />
    </Dialog>
  );
}

type PartProps = { readonly controller: WatchedController };

function CopyButton({ controller }: PartProps): ReactNode {
  const texts = diagnosisTexts[useShellLocale()];
  const [outcome, setOutcome] = useState('');
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(diagnosisReport(controller, navigator.userAgent));
      setOutcome(texts.copied);
    } catch {
      // Without HTTPS there is no clipboard, and a person may have forbidden it.
      setOutcome(texts.copyFailed);
    }
  };
  return (
    <p className={styles.copy}>
      <Button onClick={() => void copy()}>{texts.copy}</Button>
      <span role="status">{outcome}</span>
    </p>
  );
}

function LastProblem({ controller }: PartProps): ReactNode {
  const locale = useShellLocale();
  const texts = diagnosisTexts[locale];
  useObservable(controller.snapshot);
  useObservable(controller.trail.requests);
  const error = lastProblemOf(controller);
  const requestId = requestIdOf(error);
  return (
    <>
      <h3 className={styles.heading}>{texts.lastProblem}</h3>
      {error ? (
        <div className={styles.problem}>
          <strong>{problemTitle(error.problem, locale)}</strong>
          {error.problem.detail && <code>{error.problem.detail}</code>}
          {requestId !== '' && (
            <span>
              {texts.columns.requestId} <code>{requestId}</code>
            </span>
          )}
        </div>
      ) : (
        <p className={styles.none}>{texts.noProblem}</p>
      )}
    </>
  );
}

function Versions({ controller }: PartProps): ReactNode {
  const texts = diagnosisTexts[useShellLocale()];
  const { release } = controller;
  const shared = sharedOf(controller);
  return (
    <>
      <h3 className={styles.heading}>{texts.facts}</h3>
      <dl className={styles.facts}>
        <dt>{texts.portlet}</dt>
        <dd>{`${release.name} ${release.version}`}</dd>
        {shared.length > 0 && <dt>{texts.needs}</dt>}
        {shared.map(({ name, wanted, present }) => (
          <dd key={name}>{texts.shared(name, wanted, present)}</dd>
        ))}
      </dl>
    </>
  );
}

function Phases({ controller }: PartProps): ReactNode {
  const texts = diagnosisTexts[useShellLocale()];
  const phases = useObservable(controller.trail.phases);
  return (
    <>
      <h3 className={styles.heading}>{texts.phases}</h3>
      {phases.length === 0 && <p className={styles.none}>{texts.noPhases}</p>}
      <dl className={styles.facts}>
        {phases.map(({ phase, milliseconds }) => (
          <div key={phase} className={styles.fact}>
            <dt>{texts.phase[phase]}</dt>
            <dd>{`${milliseconds} ms`}</dd>
          </div>
        ))}
      </dl>
    </>
  );
}

function LogEntries({ controller }: PartProps): ReactNode {
  const locale = useShellLocale();
  const entries = useObservable(controller.log);
  const time = new Intl.DateTimeFormat(locale, { timeStyle: 'medium' });
  return (
    <>
      <h3 className={styles.heading}>{diagnosisTexts[locale].log}</h3>
      <ol className={styles.entries}>
        {entries.toReversed().map((entry, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: entries have no identity and never change
          <li key={index} className={entry.level === 'error' ? styles.error : undefined}>
            <time dateTime={new Date(entry.at).toISOString()}>{time.format(entry.at)}</time>
            <strong>{entry.event}</strong>
            <pre>{entry.detail}</pre>
          </li>
        ))}
      </ol>
    </>
  );
}
