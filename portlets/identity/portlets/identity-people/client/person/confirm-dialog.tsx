import { useMessages, usePortlet } from '@yimen/portlet-sdk';
import type { ProblemError } from '@yimen/problem';
import { Modal } from '@yimen/ui';
import type { ReactNode } from 'react';
import { commonMessages } from '../../../../common/common-messages.ts';
import { ProblemAlert } from '../../../../common/problem-alert.tsx';
import { type AdminChange, type AdminOutcome, useAdminAction } from '../../../../common/use-admin-action.ts';

type Props = {
  readonly title: string;
  readonly hint?: string;
  readonly okText: string;
  readonly isDangerous?: boolean;
  readonly change: AdminChange;
  /** Resources to read again afterwards. */
  readonly refresh: readonly string[];
  readonly onDone?: (outcome: AdminOutcome<unknown>) => void;
  /** Says a problem better than its own title. */
  readonly failure?: (problem: ProblemError | undefined) => string | undefined;
  readonly onClose: () => void;
};

/** Says what will happen, does it, and stays open with the reason when it fails. */
export function ConfirmDialog(props: Props): ReactNode {
  const text = useMessages(commonMessages);
  const { resources } = usePortlet();
  const act = useAdminAction<unknown>(() => resources.refresh(...props.refresh));
  const confirm = async () => {
    const outcome = await act.run(props.change);
    if (!outcome) return;
    props.onClose();
    props.onDone?.(outcome);
  };
  return (
    <Modal
      open
      title={props.title}
      okText={props.okText}
      cancelText={text.cancel}
      okButtonProps={{ danger: props.isDangerous === true, loading: act.isRunning }}
      onOk={() => void confirm()}
      onCancel={props.onClose}
    >
      {props.hint !== undefined && <p>{props.hint}</p>}
      <ProblemAlert problem={act.problem} title={props.failure?.(act.problem)} />
    </Modal>
  );
}
