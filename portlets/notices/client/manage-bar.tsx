import { useAction, useMessages, usePortlet } from '@yimen/portlet-sdk';
import { Button, Popconfirm } from '@yimen/ui';
import type { ReactNode } from 'react';
import type { NoticeDetail } from '../contract/notice.ts';
import styles from './notices.module.css';
import { noticesMessages } from './notices-messages.ts';
import { ProblemAlert } from './problem-alert.tsx';

type Props = { notice: NoticeDetail; revision: number; onChanged: () => Promise<void> };

/** What its writers can do with a notice. */
export function ManageBar({ notice, revision, onChanged }: Props): ReactNode {
  const text = useMessages(noticesMessages);
  const { resources, notices, renderParameters } = usePortlet();
  const path = `/api/notices/${encodeURIComponent(notice.id)}`;
  const act = useAction(async (step: 'publish' | 'withdraw') => {
    await resources.send('POST', `${path}/${step}`, { revision });
    notices.success(step === 'publish' ? text.published : text.withdrawn);
    await Promise.all([onChanged(), resources.refresh('notices')]);
  });
  const remove = useAction(async () => {
    await resources.send('DELETE', path);
    notices.success(text.removed);
    renderParameters.set({ notice: null }, { replace: true });
    await resources.refresh('notices');
  });
  const problem = act.problem ?? remove.problem;
  const isBusy = act.isRunning || remove.isRunning;
  const answers = { okText: text.confirm, cancelText: text.cancel };
  return (
    <span className={styles.actions}>
      <ProblemAlert problem={problem} />
      <Button size="small" disabled={isBusy} onClick={() => renderParameters.set({ task: 'write' })}>
        {text.edit}
      </Button>
      {notice.state !== 'published' && (
        <Button size="small" type="primary" disabled={isBusy} onClick={() => void act.run('publish')}>
          {text.publish}
        </Button>
      )}
      {notice.state === 'published' && (
        <Popconfirm title={text.confirmWithdraw} {...answers} onConfirm={() => void act.run('withdraw')}>
          <Button size="small" danger disabled={isBusy}>
            {text.withdraw}
          </Button>
        </Popconfirm>
      )}
      {notice.state === 'draft' && (
        <Popconfirm title={text.confirmRemove} {...answers} onConfirm={() => void remove.run()}>
          <Button size="small" danger disabled={isBusy}>
            {text.remove}
          </Button>
        </Popconfirm>
      )}
    </span>
  );
}
