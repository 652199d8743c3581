import { useObservable } from '@yimen/portlet-sdk';
import { problemTitle } from '@yimen/problem';
import type { ReactNode } from 'react';
import { useShellLocale } from '../../app/shell-services.ts';
import type { WindowTrail } from '../../portlet-container/diagnosis/window-trail.ts';
import styles from './diagnosis-dialog.module.css';
import { diagnosisTexts } from './diagnosis-texts.ts';

/** The newest requests of a window, the last one first. */
export function RequestTable({ trail }: { readonly trail: WindowTrail }): ReactNode {
  const locale = useShellLocale();
  const texts = diagnosisTexts[locale];
  const requests = useObservable(trail.requests);
  const time = new Intl.DateTimeFormat(locale, { timeStyle: 'medium' });
  if (requests.length === 0) return <p className={styles.none}>{texts.noRequests}</p>;
  return (
    <div className={styles.scroll}>
      <table className={styles.requests} aria-label={texts.requests}>
        <thead>
          <tr>
            {Object.values(texts.columns).map((column) => (
              <th key={column} scope="col">
                {column}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {requests.toReversed().map((one, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: requests have no identity and never change
            <tr key={index} className={one.problem && styles.error}>
              <td>{time.format(one.at)}</td>
              <td>
                <code>{`${one.method} ${one.url}`}</code>
              </td>
              <td>{one.problem ? problemTitle(one.problem.problem, locale) : texts.ok}</td>
              <td>{`${one.milliseconds} ms`}</td>
              <td>
                <code>{one.requestId}</code>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
