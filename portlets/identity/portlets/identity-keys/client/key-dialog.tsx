import { useMessages, usePortlet } from '@yimen/portlet-sdk';
import { Alert, Checkbox } from '@yimen/ui';
import { type ReactNode, useId, useState } from 'react';
import { commonMessages } from '../../../common/common-messages.ts';
import { ConfirmDialog } from '../../../common/confirm-dialog.tsx';
import { useAdminAction } from '../../../common/use-admin-action.ts';
import { type Key, type KeyPurpose, keyPurposes } from '../../../contract/key.ts';
import { keysMessages } from './keys-messages.ts';

/** `rotate`: the next key now, without harm. `replace`: the old ones are void. */
export type KeyTask = 'rotate' | 'replace';

type Props = { readonly task: KeyTask; readonly keys: readonly Key[]; readonly onClose: () => void };

/** Asks for new keys, on which two administrators have to agree. */
export function KeyDialog({ task, keys, onClose }: Props): ReactNode {
  const text = useMessages(keysMessages);
  const common = useMessages(commonMessages);
  const { resources } = usePortlet();
  const [purposes, setPurposes] = useState<KeyPurpose[]>([]);
  const [isMissing, setMissing] = useState(false);
  const labelId = useId();
  const change = useAdminAction(() => resources.refresh('keys'));
  const isEmergency = task === 'replace';
  const isPlanned = (purpose: KeyPurpose) =>
    !isEmergency && keys.some((key) => key.purpose === purpose && key.state === 'next');
  const confirm = async () => {
    setMissing(purposes.length === 0);
    if (purposes.length === 0) return;
    if (await change.run({ method: 'POST', path: `/keys/${task}`, body: { purposes } })) onClose();
  };
  return (
    <ConfirmDialog
      title={isEmergency ? text.replaceTitle : text.rotateTitle}
      action={text[task]}
      isDangerous={isEmergency}
      isRunning={change.isRunning}
      problem={change.problem}
      onConfirm={() => void confirm()}
      onClose={onClose}
    >
      <Alert
        type={isEmergency ? 'warning' : 'info'}
        showIcon
        title={isEmergency ? text.replaceHint : text.rotateHint}
        description={common.submittedHint}
      />
      <p id={labelId}>{text.choose}</p>
      <Checkbox.Group<KeyPurpose>
        aria-labelledby={labelId}
        value={purposes}
        onChange={setPurposes}
        options={keyPurposes.map((value) => ({
          value,
          label: text.purposeOf(value),
          disabled: isPlanned(value),
        }))}
      />
      {isEmergency && <p>{text.cookieHint}</p>}
      {isMissing && <Alert type="error" role="alert" showIcon title={text.chooseOne} />}
    </ConfirmDialog>
  );
}
