import { useObservable } from '@yimen/portlet-sdk';
import type { ReactNode } from 'react';
import { Dialog } from '../../app/dialog.tsx';
import { useShellLocale, useTexts } from '../../app/shell-services.ts';
import type { WindowController } from '../../portlet-container/window-controller.ts';
import styles from './window-log-dialog.module.css';

type LogProps = {
  readonly title: string;
  readonly controller: WindowController;
  readonly onClose: () => void;
};

/** What happened in a window: for the person to pass on, and for the portlet's developer. */
export function WindowLogDialog({ title, controller, onClose }: LogProps): ReactNode {
  const texts = useTexts();
  const locale = useShellLocale();
  const entries = useObservable(controller.log);
  const { release } = controller;
  const time = new Intl.DateTimeFormat(locale, { timeStyle: 'medium' });
  return (
    <Dialog title={texts.logTitle(title)} size="large" onClose={onClose}>
      <p className={styles.release}>
        {release.name} {release.version}
      </p>
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
    </Dialog>
  );
}
