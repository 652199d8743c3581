import { useLocale, useMessages, usePortlet, useResource } from '@yimen/portlet-sdk';
import { shownProblem } from '@yimen/problem';
import { Button, ErrorState, LoadingState, StatusTag } from '@yimen/ui';
import { ArrowLeftOutlined } from '@yimen/ui/icons';
import { type ReactNode, useEffect, useRef } from 'react';
import common from '../../../../common/common.module.css';
import { commonMessages } from '../../../../common/common-messages.ts';
import { useRefreshOnChange } from '../../../../common/use-refresh-on-change.ts';
import type { PersonDetail } from '../../../../contract/person.ts';
import { peopleMessages } from '../people-messages.ts';
import { AccountFacts } from './account-facts.tsx';
import { ContactFacts } from './contact-facts.tsx';
import { PersonActions } from './person-actions.tsx';
import styles from './person-page.module.css';
import { ScheduledChanges } from './scheduled-changes.tsx';
import { SessionList } from './session-list.tsx';

/** One person: who she is, her account, what is planned, and what can be done. */
export function PersonPage({ sub }: { readonly sub: string }): ReactNode {
  const locale = useLocale();
  const { data, problem, isLoading, isRefreshing, refresh } = useResource<PersonDetail>('person');
  useRefreshOnChange('person', 'factors', 'sessions');
  if (isLoading) return <LoadingState lines={10} />;
  if (!data || data.sub !== sub) {
    return (
      <div className={common.page}>
        <BackButton />
        <ErrorState problem={shownProblem(problem, locale)} onRetry={refresh} isRetrying={isRefreshing} />
      </div>
    );
  }
  return <Person person={data} />;
}

function Person({ person }: { readonly person: PersonDetail }): ReactNode {
  const text = useMessages(peopleMessages);
  const locale = useLocale();
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  return (
    <div className={common.page}>
      <div className={common.bar}>
        <span className={common.actions}>
          <BackButton />
          <h3 ref={heading} tabIndex={-1} className={styles.name}>
            {person.name[locale]} <span className={common.quiet}>{person.username}</span>
          </h3>
          <StatusTag tone={person.isActive ? 'success' : 'neutral'}>
            {person.isActive ? text.active : text.disabled}
          </StatusTag>
        </span>
        <PersonActions person={person} />
      </div>
      <div className={styles.columns}>
        <ContactFacts person={person} />
        <AccountFacts person={person} />
      </div>
      <SessionList person={person} />
      <ScheduledChanges person={person} />
    </div>
  );
}

export function BackButton(): ReactNode {
  const text = useMessages(commonMessages);
  const { renderParameters } = usePortlet();
  return (
    <Button
      size="small"
      type="link"
      icon={<ArrowLeftOutlined />}
      onClick={() => renderParameters.set({ person: null, task: null })}
    >
      {text.back}
    </Button>
  );
}
