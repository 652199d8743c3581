import { useLocale, useMessages, usePortlet, useRenderParameter, useResource } from '@yimen/portlet-sdk';
import { shownProblem } from '@yimen/problem';
import type { OperatedPortletDetail } from '@yimen/shell-contract';
import { Button, ErrorState, LoadingState, StatusTag } from '@yimen/ui';
import { type ReactNode, useState } from 'react';
import common from '../../../common/common.module.css';
import { PublisherPeople } from './decisions/publisher-people.tsx';
import { MaintenanceSection } from './maintenance-section.tsx';
import { PolicyDialog } from './policy-dialog.tsx';
import { ReleaseCard } from './release-card.tsx';
import { releasesMessages } from './releases-messages.ts';
import { RollBackButton } from './rollout/roll-back-button.tsx';
import { TrailSection } from './trail-section.tsx';

/** One module: its policy, its releases with their steps, maintenance, and what was done. */
export function PortletPage(): ReactNode {
  const text = useMessages(releasesMessages);
  const locale = useLocale();
  const [, open] = useRenderParameter('portlet');
  const { data, problem, isLoading, isRefreshing, refresh } = useResource<OperatedPortletDetail>('portlet');
  return (
    <div className={common.page}>
      <div className={common.bar}>
        <Button size="small" onClick={() => open(null)}>
          {text.back}
        </Button>
      </div>
      {isLoading ? (
        <LoadingState lines={10} />
      ) : data ? (
        <Portlet portlet={data} />
      ) : (
        <ErrorState problem={shownProblem(problem, locale)} onRetry={refresh} isRetrying={isRefreshing} />
      )}
    </div>
  );
}

function Portlet({ portlet }: { readonly portlet: OperatedPortletDetail }): ReactNode {
  const text = useMessages(releasesMessages);
  const locale = useLocale();
  const isOperator = usePortlet().user.roles.includes('administrator');
  const [isChanging, setChanging] = useState(false);
  const { title, name, description, publisher, policy, policyFrom, inMaintenance } = portlet;
  return (
    <>
      <section className={common.card} aria-label={title[locale]}>
        <div className={common.bar}>
          <h3 className={common.heading}>
            {title[locale]} <span className={common.quiet}>{name}</span>
          </h3>
          {inMaintenance && <StatusTag tone="warning">{text.inMaintenance}</StatusTag>}
        </div>
        <p className={common.facts}>{description[locale]}</p>
        <div className={common.actions}>
          <span>
            {text.publisher} {publisher} · {text.policyColumn} {text.policy(policy)}
            <span className={common.quiet}>（{text.policyFrom(policyFrom)}）</span>
          </span>
          {isOperator && (
            <Button
              size="small"
              type="link"
              aria-label={`${text.change} ${text.policyColumn}`}
              onClick={() => setChanging(true)}
            >
              {text.change}
            </Button>
          )}
          {isOperator && <RollBackButton portlet={portlet} />}
        </div>
        <PublisherPeople publisher={publisher} isOperator={isOperator} />
      </section>
      {isChanging && <PolicyDialog portlet={portlet} onClose={() => setChanging(false)} />}
      <h3 className={common.heading}>{text.releases}</h3>
      {portlet.releases.map((release) => (
        <ReleaseCard key={release.version} portlet={portlet} release={release} />
      ))}
      <MaintenanceSection portlet={portlet} isOperator={isOperator} />
      <TrailSection />
    </>
  );
}
