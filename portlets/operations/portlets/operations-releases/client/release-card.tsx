import { useLocale, useMessages } from '@yimen/portlet-sdk';
import type { OperatedPortletDetail, ReleaseDetail, ReleaseState } from '@yimen/shell-contract';
import {
  Alert,
  formatDateTime,
  formatNumber,
  formatPercent,
  StatusTag,
  type StatusTone,
  Tag,
} from '@yimen/ui';
import { type ReactNode, useId } from 'react';
import common from '../../../common/common.module.css';
import { FindingsList } from './findings-list.tsx';
import styles from './release-card.module.css';
import { releasesMessages } from './releases-messages.ts';
import { RolloutSection } from './rollout/rollout-section.tsx';
import { StepBar } from './step-bar.tsx';

const tones: Record<ReleaseState, StatusTone> = {
  draft: 'neutral',
  tested: 'caution',
  approved: 'info',
  canary: 'warning',
  live: 'success',
  retired: 'neutral',
};

type Props = { readonly portlet: OperatedPortletDetail; readonly release: ReleaseDetail };

/** One release: what it is, what was found out about it, and what can be done with it. */
export function ReleaseCard({ portlet, release }: Props): ReactNode {
  const text = useMessages(releasesMessages);
  const locale = useLocale();
  const heading = useId();
  const { version, state, isCurrent, notes, withheld } = release;
  return (
    <section className={common.card} aria-labelledby={heading}>
      <div className={common.bar}>
        <h4 className={common.heading} id={heading}>
          {version}
        </h4>
        <span className={common.actions}>
          {isCurrent && <Tag color="blue">{text.current}</Tag>}
          <StatusTag tone={tones[state]}>{text.state(state)}</StatusTag>
        </span>
      </div>
      {withheld && <Alert type="error" showIcon title={text.withheld(withheld)} />}
      <Facts release={release} />
      {notes && (
        <p className={styles.notes}>
          <b>{text.notes}</b> {notes[locale]}
        </p>
      )}
      <Screenshots portlet={portlet.name} release={release} />
      <Report release={release} />
      <RolloutSection portlet={portlet} release={release} />
      <FindingsList comparison={release.comparison} />
      <StepBar portlet={portlet} release={release} />
    </section>
  );
}

function Facts({ release }: { readonly release: ReleaseDetail }): ReactNode {
  const text = useMessages(releasesMessages);
  const locale = useLocale();
  const { facts, publishedAt, publishedBy, signature } = release;
  const known = [
    text.published(publishedBy, formatDateTime(publishedAt, { locale })),
    text.size(`${formatNumber(Math.ceil(facts.bytes / 1024))} KB`),
    ...(facts.loadP95Ms === null ? [] : [text.loadP95(`${formatNumber(Math.round(facts.loadP95Ms))} ms`)]),
    ...(facts.errorRate === null ? [] : [text.errorRate(formatPercent(facts.errorRate))]),
    signature ? text.signed(signature.keyId) : text.unsigned,
  ];
  return <p className={common.facts}>{known.join(' · ')}</p>;
}

function Report({ release: { report } }: { readonly release: ReleaseDetail }): ReactNode {
  const text = useMessages(releasesMessages);
  if (!report) return <p className={common.facts}>{text.noReport}</p>;
  return (
    <>
      <p className={common.line}>
        <StatusTag tone={report.isPassed ? 'success' : 'danger'}>
          {text.report(report.passed, report.failed, report.skipped)}
        </StatusTag>
      </p>
      {report.failures.length > 0 && (
        <ul className={common.list}>
          {report.failures.map(({ id, title, detail }) => (
            <li key={`${id} ${title}`} className={common.facts}>
              {[`${id} ${title}`, detail].filter(Boolean).join(': ')}
            </li>
          ))}
        </ul>
      )}
    </>
  );
}

/** The gateway's address of each picture: of a release that is not live nobody gets a file in another way. */
function Screenshots({ portlet, release }: { readonly portlet: string; readonly release: ReleaseDetail }) {
  const text = useMessages(releasesMessages);
  const locale = useLocale();
  if (release.screenshots.length === 0) return null;
  const base = `/api/portlets/operations-releases/api/operations/portlets/${portlet}/releases/${encodeURIComponent(release.version)}/screenshots`;
  return (
    <ul className={styles.screenshots} aria-label={text.screenshots}>
      {release.screenshots.map(({ path, title }, index) => (
        <li key={path}>
          <a href={`${base}/${index}`} target="_blank" rel="noreferrer">
            <img src={`${base}/${index}`} alt={title[locale]} loading="lazy" />
          </a>
        </li>
      ))}
    </ul>
  );
}
