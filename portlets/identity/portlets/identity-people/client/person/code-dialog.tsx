import { useLocale, useMessages, usePortlet } from '@yimen/portlet-sdk';
import { Alert, Button, formatDateTime, Modal } from '@yimen/ui';
import { CopyOutlined } from '@yimen/ui/icons';
import type { ReactNode } from 'react';
import { commonMessages } from '../../../../common/common-messages.ts';
import type { PersonDetail, ResetAnswer } from '../../../../contract/person.ts';
import { personMessages } from './person-messages.ts';
import styles from './person-page.module.css';

type Props = {
  readonly person: PersonDetail;
  readonly answer: ResetAnswer;
  readonly isWaiting: boolean;
  readonly onClose: () => void;
};

/** The activation code, this once. It is nowhere else: not in the URL, not in the window's data. */
export function CodeDialog({ person, answer, isWaiting, onClose }: Props): ReactNode {
  const text = useMessages(personMessages);
  const common = useMessages(commonMessages);
  const locale = useLocale();
  const { notices, descriptor } = usePortlet();
  const copy = () =>
    navigator.clipboard.writeText(answer.code).then(
      () => void notices.success(common.copied),
      () => void notices.error(common.notCopied),
    );
  const { expiresAt } = answer;
  return (
    <Modal
      open
      title={text.codeTitle}
      footer={<Button onClick={onClose}>{common.close}</Button>}
      onCancel={onClose}
      mask={{ closable: false }}
    >
      <Alert
        type={isWaiting ? 'info' : 'warning'}
        showIcon
        title={text.codeOnce}
        {...(isWaiting && { description: text.codeAfterApproval })}
      />
      <div data-portlet-scope={descriptor.name}>
        <div className={styles.code}>
          <code>{answer.code}</code>
          <Button icon={<CopyOutlined />} onClick={() => void copy()}>
            {common.copy}
          </Button>
        </div>
      </div>
      <p>{text.codeFor(person.username, answer.path)}</p>
      {expiresAt !== undefined && <p>{text.codeUntil(formatDateTime(expiresAt, { locale }))}</p>}
    </Modal>
  );
}
