import { useLocale, useMessages, useResource } from '@yimen/portlet-sdk';
import { Button, Descriptions, formatDateTime, StatusTag } from '@yimen/ui';
import { type ReactNode, useId, useState } from 'react';
import { useAdministrator } from '../../../../common/use-administrator.ts';
import type { PersonDetail, PersonFactors, PersonSessions } from '../../../../contract/person.ts';
import { ConfirmDialog } from './confirm-dialog.tsx';
import { personMessages } from './person-messages.ts';
import styles from './person-page.module.css';

type Props = { readonly person: PersonDetail };

/** How she signs in, and whether she is signed in. */
export function AccountFacts({ person }: Props): ReactNode {
  const text = useMessages(personMessages);
  const locale = useLocale();
  const heading = useId();
  const at = (moment: number) => formatDateTime(moment, { locale });
  const { password, activationExpiresAt, lockouts } = person;
  const passwordText = password
    ? (password.isChangeRequired ? text.passwordDue : text.passwordSet)(at(password.changedAt))
    : text.passwordNone;
  const rows: [string, ReactNode][] = [
    [text.password, passwordText],
    [
      text.activation,
      activationExpiresAt === null ? text.none : text.activationUntil(at(activationExpiresAt)),
    ],
    [
      text.lockouts,
      lockouts.length === 0 ? (
        text.notLocked
      ) : (
        <StatusTag key="locked" tone="danger">
          {text.lockedIn(lockouts.length)}
        </StatusTag>
      ),
    ],
    [text.factors, <Factors key="factors" />],
    [text.sessions, <Sessions key="sessions" person={person} />],
  ];
  return (
    <section className={styles.section} aria-labelledby={heading}>
      <h4 className={styles.heading} id={heading}>
        {text.account}
      </h4>
      <Descriptions
        size="small"
        column={1}
        bordered
        items={rows.map(([label, children]) => ({ key: label, label, children }))}
      />
    </section>
  );
}

function Factors(): ReactNode {
  const text = useMessages(personMessages);
  const locale = useLocale();
  const { data } = useResource<PersonFactors>('factors');
  if (!data) return '…';
  const parts = [
    ...(data.totp.length > 0 ? [text.totp(data.totp.length)] : []),
    ...(data.passkeys.length > 0 ? [text.passkeys(data.passkeys.length)] : []),
    ...(data.recoveryCodesLeft > 0 ? [text.codes(data.recoveryCodesLeft)] : []),
  ];
  return parts.length === 0 ? text.noFactors : parts.join(locale === 'zh-CN' ? '，' : ', ');
}

function Sessions({ person }: Props): ReactNode {
  const text = useMessages(personMessages);
  const locale = useLocale();
  const mayEnd = useAdministrator().is('system-administrator', 'security-administrator');
  const { data } = useResource<PersonSessions>('sessions');
  const [isAsking, setAsking] = useState(false);
  if (!data) return '…';
  const count = data.sessions.length;
  if (count === 0) return text.noSessions;
  return (
    <>
      {text.sessionCount(data.cursor === null ? String(count) : `${count}+`)}
      {mayEnd && (
        <Button size="small" type="link" danger onClick={() => setAsking(true)}>
          {text.endSessions}
        </Button>
      )}
      {isAsking && (
        <ConfirmDialog
          title={text.endSessionsTitle(person.name[locale])}
          hint={text.endSessionsHint}
          okText={text.endSessions}
          isDangerous
          change={{
            method: 'DELETE',
            path: `/people/${encodeURIComponent(person.sub)}/sessions`,
            done: text.sessionsEnded,
          }}
          refresh={['sessions']}
          onClose={() => setAsking(false)}
        />
      )}
    </>
  );
}
