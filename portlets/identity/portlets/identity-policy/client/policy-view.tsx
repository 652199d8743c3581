import { useLocale, useMessages, useResource } from '@yimen/portlet-sdk';
import { shownProblem } from '@yimen/problem';
import { Descriptions, ErrorState, LoadingState } from '@yimen/ui';
import { type ReactNode, useId } from 'react';
import common from '../../../common/common.module.css';
import { useAdministrator } from '../../../common/use-administrator.ts';
import { useRefreshOnChange } from '../../../common/use-refresh-on-change.ts';
import type { Policy } from '../../../contract/policy.ts';
import { policyMessages } from './policy-messages.ts';
import styles from './policy-view.module.css';
import { ProfileTable } from './profile-table.tsx';
import { RoleLimits } from './role-limits.tsx';
import { RoleStrengths } from './role-strengths.tsx';
import { useDurations } from './use-durations.ts';

/** View mode: the policy in force beside the other one, limits of sessions, strength of sign-in by role. */
export function PolicyView(): ReactNode {
  const text = useMessages(policyMessages);
  const locale = useLocale();
  const isSecurity = useAdministrator().is('security-administrator');
  const { data, problem, isLoading, isRefreshing, refresh } = useResource<Policy>('policy');
  useRefreshOnChange('policy', 'limits', 'roles');
  if (isLoading) return <LoadingState lines={10} />;
  if (!data) {
    return <ErrorState problem={shownProblem(problem, locale)} onRetry={refresh} isRetrying={isRefreshing} />;
  }
  return (
    <div className={common.page}>
      {!isSecurity && <p className={styles.hint}>{text.onlySecurity}</p>}
      <ProfileTable policy={data} mayChange={isSecurity} />
      <SessionLimits policy={data} />
      <RoleLimits mayChange={isSecurity} />
      <RoleStrengths mayChange={isSecurity} />
    </div>
  );
}

function SessionLimits({ policy }: { readonly policy: Policy }): ReactNode {
  const text = useMessages(policyMessages);
  const heading = useId();
  const duration = useDurations();
  const { idleSeconds, absoluteSeconds, perPerson, beyond } = policy.sessions;
  const rows: [string, string][] = [
    [text.idleNow, duration(idleSeconds)],
    [text.absolute, duration(absoluteSeconds)],
    [text.perPerson, perPerson === 0 ? text.unlimited : text.upTo(String(perPerson), text.beyond(beyond))],
  ];
  return (
    <section aria-labelledby={heading}>
      <h4 className={styles.heading} id={heading}>
        {text.sessions}
      </h4>
      <Descriptions
        size="small"
        column={1}
        bordered
        items={rows.map(([label, children]) => ({ key: label, label, children }))}
      />
      <p className={styles.hint}>{text.sessionsHint}</p>
    </section>
  );
}
