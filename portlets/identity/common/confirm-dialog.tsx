import { useMessages } from '@yimen/portlet-sdk';
import type { ProblemError } from '@yimen/problem';
import { Modal } from '@yimen/ui';
import type { ReactNode } from 'react';
import { commonMessages } from './common-messages.ts';
import { ProblemAlert } from './problem-alert.tsx';

type Props = {
  readonly title: string;
  readonly action: string;
  readonly isDangerous?: boolean;
  readonly isRunning: boolean;
  readonly problem: ProblemError | undefined;
  readonly onConfirm: () => void;
  readonly onClose: () => void;
  readonly children?: ReactNode;
};

/** Asks before something that cannot be taken back; stays open when it failed, and says why. */
export function ConfirmDialog(props: Props): ReactNode {
  const text = useMessages(commonMessages);
  return (
    <Modal
      open
      title={props.title}
      okText={props.action}
      cancelText={text.cancel}
      okButtonProps={{ danger: props.isDangerous === true, loading: props.isRunning }}
      onOk={props.onConfirm}
      onCancel={props.onClose}
    >
      {props.children}
      <ProblemAlert problem={props.problem} />
    </Modal>
  );
}
