import { useLocale, useMessages, useResource } from '@yimen/portlet-sdk';
import { Descriptions, formatDateTime, StatusTag } from '@yimen/ui';
import { type ReactNode, useId } from 'react';
import type { PersonDetail, PersonFactors, PersonSessions } from '../../../../contract/person.ts';
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
    [text.sessions, <Sessions key="sessions" />],
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

/** How many; the list is below. */
function Sessions(): ReactNode {
  const text = useMessages(personMessages);
  const { data } = useResource<PersonSessions>('sessions');
  if (!data) return '…';
  const count = data.sessions.length;
  return count === 0
    ? text.noSessions
    : text.sessionCount(data.cursor === null ? String(count) : `${count}+`);
}
