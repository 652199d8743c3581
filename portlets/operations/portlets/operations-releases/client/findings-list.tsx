import { useLocale, useMessages } from '@yimen/portlet-sdk';
import type { ShownComparison, ShownFinding } from '@yimen/shell-contract';
import { formatDateTime, StatusTag, type StatusTone } from '@yimen/ui';
import type { ReactNode } from 'react';
import common from '../../../common/common.module.css';
import { findingsMessages } from './findings-messages.ts';

const tones: Record<ShownFinding['severity'], StatusTone> = {
  breaks: 'danger',
  warns: 'warning',
  info: 'neutral',
};

type Props = { readonly comparison: ShownComparison | null };

/** What a release changes for those who use its portlet, worst first; releases of before were never compared. */
export function FindingsList({ comparison }: Props): ReactNode {
  const text = useMessages(findingsMessages);
  const locale = useLocale();
  if (!comparison) return null;
  const at = formatDateTime(comparison.comparedAt, { locale });
  if (comparison.findings.length === 0) return <p className={common.facts}>{text.nothing(at)}</p>;
  return (
    <>
      <p className={common.facts}>
        {text.title} · {text.comparedAt(at)}
      </p>
      <ul className={common.list} aria-label={text.title}>
        {comparison.findings.map((finding) => (
          <li key={finding.sentence['en-US'] + finding.comparedWith} className={common.line}>
            <StatusTag tone={tones[finding.severity]}>{text.severity(finding.severity)}</StatusTag>{' '}
            {finding.sentence[locale]}
          </li>
        ))}
      </ul>
    </>
  );
}
