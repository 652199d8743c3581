import { useAction, useLocale, useMessages, usePortlet } from '@yimen/portlet-sdk';
import { problemTitle } from '@yimen/problem';
import { Alert, Button } from '@yimen/ui';
import { EyeOutlined } from '@yimen/ui/icons';
import { type ReactNode, useState } from 'react';
import type { FullPhone } from '../contract/contact.ts';
import styles from './contacts.module.css';
import { contactsMessages } from './contacts-messages.ts';
import { CopyButton } from './copy-button.tsx';

/** A masked number, and the button that shows it whole. It is kept in no cache: leaving the person hides it again. */
export function MobileNumber({ id, name, masked }: { id: string; name: string; masked: string }): ReactNode {
  const text = useMessages(contactsMessages);
  const locale = useLocale();
  const { resources } = usePortlet();
  const [number, setNumber] = useState<string>();
  const show = useAction(async () => {
    const path = `/api/contacts/${encodeURIComponent(id)}/phone`;
    setNumber((await resources.send<FullPhone>('POST', path)).mobilePhone);
  });
  return (
    <>
      <span role="status">{number ?? masked}</span>
      {number === undefined ? (
        <Button
          size="small"
          type="link"
          icon={<EyeOutlined aria-hidden />}
          aria-label={text.showOf(name)}
          loading={show.isRunning}
          onClick={() => void show.run()}
        >
          {text.show}
        </Button>
      ) : (
        <>
          <CopyButton text={number} what={text.mobile} />
          <span className={styles.quiet}>{text.recorded}</span>
        </>
      )}
      {show.problem && <Alert type="error" showIcon title={problemTitle(show.problem.problem, locale)} />}
    </>
  );
}
