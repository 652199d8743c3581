import { useAction, useMessages, usePortlet } from '@yimen/portlet-sdk';
import type { Breaker, BreakerAct } from '@yimen/shell-contract';
import { Modal } from '@yimen/ui';
import type { ReactNode } from 'react';
import { ProblemAlert } from '../../../common/problem-alert.tsx';
import { healthMessages } from './health-messages.ts';

type Props = { readonly breaker: Breaker; readonly act: BreakerAct; readonly onClose: () => void };

/** Says what it will mean for people before it is done. */
export function BreakerDialog({ breaker, act, onClose }: Props): ReactNode {
  const text = useMessages(healthMessages);
  const { resources, notices } = usePortlet();
  const { portlet, version } = breaker;
  const save = useAction(async () => {
    await resources.send('POST', `/api/operations/breakers/${portlet}/${encodeURIComponent(version)}`, {
      act,
    });
    notices.success(text.done);
    await resources.refresh('breakers');
    return true;
  });
  return (
    <Modal
      open
      title={text.actTitle(text.act(act), `${portlet} ${version}`)}
      okText={text.act(act)}
      cancelText={text.cancel}
      okButtonProps={{ loading: save.isRunning, danger: act === 'hold-open' }}
      onOk={() => void save.run().then((isDone) => isDone && onClose())}
      onCancel={onClose}
    >
      <p>{text.actMeans(act)}</p>
      <ProblemAlert problem={save.problem} />
    </Modal>
  );
}
