import { useLocale, useMessages, usePortlet, useRenderParameter, useResource } from '@yimen/portlet-sdk';
import { shownProblem } from '@yimen/problem';
import { Button, ErrorState, LoadingState, Segmented } from '@yimen/ui';
import { ArrowLeftOutlined } from '@yimen/ui/icons';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import common from '../../../common/common.module.css';
import { commonMessages } from '../../../common/common-messages.ts';
import { useAdministrator } from '../../../common/use-administrator.ts';
import { useRefreshOnChange } from '../../../common/use-refresh-on-change.ts';
import type { RelyingPartyDetail } from '../../../contract/relying-party.ts';
import { ConfigurationPart } from './configuration-part.tsx';
import { LiveCheckPart } from './live-check-part.tsx';
import { RegistrationPart } from './registration-part.tsx';
import { RenewSecret } from './renew-secret.tsx';
import styles from './systems.module.css';
import { systemsMessages } from './systems-messages.ts';

/** One system: what is registered, its configuration texts, its live check. */
export function SystemPage(): ReactNode {
  const text = useMessages(commonMessages);
  const locale = useLocale();
  const { renderParameters } = usePortlet();
  const { data, problem, isLoading, isRefreshing, refresh } = useResource<RelyingPartyDetail>('system');
  useRefreshOnChange('system', 'requirement');
  return (
    <div className={common.page}>
      <div>
        <Button
          size="small"
          icon={<ArrowLeftOutlined aria-hidden />}
          onClick={() => renderParameters.set({ system: null, part: null, task: null })}
        >
          {text.back}
        </Button>
      </div>
      {data && <Content system={data} />}
      {!data && isLoading && <LoadingState lines={8} />}
      {!data && !isLoading && (
        <ErrorState problem={shownProblem(problem, locale)} onRetry={refresh} isRetrying={isRefreshing} />
      )}
    </div>
  );
}

function Content({ system }: { readonly system: RelyingPartyDetail }): ReactNode {
  const text = useMessages(systemsMessages);
  const locale = useLocale();
  const { renderParameters } = usePortlet();
  const [part, setPart] = useRenderParameter('part');
  const [isRenewing, setRenewing] = useState(false);
  const isSystem = useAdministrator().is('system-administrator');
  const heading = useRef<HTMLHeadingElement>(null);
  // The list that had the focus is gone; a keyboard or screen reader goes on at the system.
  useEffect(() => heading.current?.focus({ preventScroll: true }), []);
  const parts = [
    { value: 'registration', label: text.registration },
    ...(isSystem
      ? [
          { value: 'configuration', label: text.configuration },
          { value: 'check', label: text.check },
        ]
      : []),
  ];
  const shown = isSystem && part !== undefined ? part : 'registration';
  return (
    <>
      <div className={common.bar}>
        <h3 className={styles.title} tabIndex={-1} ref={heading}>
          {system.registration.name[locale]} <span className={common.quiet}>{system.clientId}</span>
        </h3>
        {isSystem && (
          <span className={common.actions}>
            <Button size="small" type="primary" onClick={() => renderParameters.set({ task: 'change' })}>
              {text.change}
            </Button>
            <Button size="small" onClick={() => setRenewing(true)}>
              {text.renew}
            </Button>
          </span>
        )}
      </div>
      <div>
        <Segmented
          size="small"
          aria-label={text.parts}
          options={parts}
          value={shown}
          onChange={(value) => setPart(value === 'registration' ? null : String(value))}
        />
      </div>
      {shown === 'registration' && <RegistrationPart system={system} />}
      {shown === 'configuration' && <ConfigurationPart />}
      {shown === 'check' && <LiveCheckPart system={system} />}
      {isRenewing && <RenewSecret clientId={system.clientId} onClose={() => setRenewing(false)} />}
    </>
  );
}
