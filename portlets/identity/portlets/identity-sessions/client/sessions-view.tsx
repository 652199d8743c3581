import { useMessages, useRenderParameter } from '@yimen/portlet-sdk';
import { Segmented } from '@yimen/ui';
import type { ReactNode } from 'react';
import common from '../../../common/common.module.css';
import { useRefreshOnChange } from '../../../common/use-refresh-on-change.ts';
import { ReceiptList } from './receipt-list.tsx';
import { SessionList } from './session-list.tsx';
import { sessionsMessages } from './sessions-messages.ts';

/** View mode: who is signed in, or which systems were told of sign-outs. */
export function SessionsView(): ReactNode {
  const text = useMessages(sessionsMessages);
  const [show, setShow] = useRenderParameter('show');
  useRefreshOnChange('sessions', 'receipts');
  return (
    <div className={common.page}>
      <div className={common.bar}>
        <Segmented
          size="small"
          aria-label={text.show}
          options={[
            { value: 'sessions', label: text.sessions },
            { value: 'receipts', label: text.receipts },
          ]}
          value={show === 'receipts' ? 'receipts' : 'sessions'}
          onChange={(value) => setShow(value === 'receipts' ? 'receipts' : null)}
        />
      </div>
      {show === 'receipts' ? <ReceiptList /> : <SessionList />}
    </div>
  );
}
