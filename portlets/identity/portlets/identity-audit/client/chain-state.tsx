import { useLocale, useMessages, useResource } from '@yimen/portlet-sdk';
import { shownProblem } from '@yimen/problem';
import { Alert, Button } from '@yimen/ui';
import { type ReactNode, useState } from 'react';
import common from '../../../common/common.module.css';
import type { AuditVerification } from '../../../contract/audit.ts';
import { auditMessages } from './audit-messages.ts';

/** Whether the chain holds, when asked: it reads every record. */
export function ChainState(): ReactNode {
  const text = useMessages(auditMessages);
  const locale = useLocale();
  const [isAsked, setAsked] = useState(false);
  const { data, problem, isLoading, isRefreshing, refresh } = useResource<AuditVerification>('verification', {
    enabled: isAsked,
  });
  const isRunning = isLoading || isRefreshing;
  const ask = () => (isAsked ? void refresh() : setAsked(true));
  const shown = problem && shownProblem(problem, locale);
  return (
    <div aria-live="polite" className={common.page}>
      <div>
        <Button size="small" loading={isRunning} onClick={ask}>
          {text.verify}
        </Button>
      </div>
      {shown && !isRunning && <Alert type="error" showIcon title={shown.title} description={shown.detail} />}
      {data && !problem && !isRunning && <Verdict verification={data} />}
    </div>
  );
}

function Verdict({ verification }: { readonly verification: AuditVerification }): ReactNode {
  const text = useMessages(auditMessages);
  const { ok, rows, links, unlinked, head, broken } = verification;
  if (!ok) {
    const place = text.place(broken?.row, broken?.link);
    return <Alert type="error" showIcon role="alert" title={text.broken(broken?.what ?? '', place)} />;
  }
  const more = [...(unlinked > 0 ? [text.unlinked(unlinked)] : []), text.head(head)];
  return (
    <Alert
      type="success"
      showIcon
      title={text.verified(rows, links)}
      description={more.map((line) => <div key={line}>{line}</div>)}
    />
  );
}
