import { Input, Modal, Money } from '@yimen/ui';
import { type ReactNode, useId, useState } from 'react';
import {
  actionNames,
  fieldMessages,
  type PaymentAction,
  type PaymentDetail,
  returnBody,
} from '../../contract/index.ts';
import { useTexts } from '../texts/site-texts.ts';

type ActionDialogProps = {
  readonly action: PaymentAction;
  readonly payment: PaymentDetail;
  readonly isRunning: boolean;
  readonly onCancel: () => void;
  readonly onConfirm: (opinion: string) => void;
};

/** Asks before an action, with the opinion; a return needs its reason. */
export function ActionDialog({
  action,
  payment,
  isRunning,
  onCancel,
  onConfirm,
}: ActionDialogProps): ReactNode {
  const texts = useTexts();
  const { locale } = texts;
  const [opinion, setOpinion] = useState('');
  const [isTried, setTried] = useState(false);
  const fieldId = useId();
  const isReturn = action === 'return';
  const isBad = isReturn && !returnBody.safeParse({ opinion }).success;
  const confirm = () => {
    setTried(true);
    if (!isBad) onConfirm(opinion);
  };
  const { title, text } = texts.confirm[action];
  return (
    <Modal
      open
      title={title}
      okText={actionNames[action][locale]}
      cancelText={texts.cancel}
      okButtonProps={{ danger: isReturn || action === 'withdraw' }}
      confirmLoading={isRunning}
      onOk={confirm}
      onCancel={onCancel}
    >
      <p className="pay-dialog-fact">
        {payment.number} · {payment.unit.name[locale]} · <Money value={payment.amountCents} showUnit strong />
      </p>
      <p className="pay-quiet">{text}</p>
      <label htmlFor={fieldId} className="pay-dialog-label">
        {isReturn ? texts.reason : texts.opinionOptional}
      </label>
      <Input.TextArea
        id={fieldId}
        rows={3}
        maxLength={200}
        showCount
        required={isReturn}
        value={opinion}
        {...(isTried && isBad ? { status: 'error' as const } : {})}
        aria-invalid={isTried && isBad}
        aria-describedby={`${fieldId}-error`}
        onChange={(event) => setOpinion(event.target.value)}
      />
      <div id={`${fieldId}-error`} className="pay-error" aria-live="polite">
        {isTried && isBad ? fieldMessages['return-reason'][locale] : ''}
      </div>
    </Modal>
  );
}
