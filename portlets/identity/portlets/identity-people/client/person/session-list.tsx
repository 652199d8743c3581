import { useLocale, useMessages, useResource } from '@yimen/portlet-sdk';
import { Button, formatDateTime, List } from '@yimen/ui';
import { type ReactNode, useId, useState } from 'react';
import common from '../../../../common/common.module.css';
import type { PersonDetail, PersonSession, PersonSessions } from '../../../../contract/person.ts';
import { ConfirmDialog } from './confirm-dialog.tsx';
import { personMessages } from './person-messages.ts';
import styles from './person-page.module.css';

/** Where she is signed in; one sign-in or all of them can be ended. */
export function SessionList({ person }: { readonly person: PersonDetail }): ReactNode {
  const text = useMessages(personMessages);
  const locale = useLocale();
  const heading = useId();
  const { data } = useResource<PersonSessions>('sessions');
  const [ending, setEnding] = useState<PersonSession | 'all'>();
  if (!data || data.sessions.length === 0) return null;
  const at = (moment: number) => formatDateTime(moment, { locale });
  const device = ({ device: { browser, system } }: PersonSession) =>
    [browser, system].flatMap((part) => (part ? [part[locale]] : [])).join(' · ') || text.unknownDevice;
  const systems = (session: PersonSession) =>
    session.systems.map(({ name }) => name[locale]).join(locale === 'zh-CN' ? '、' : ', ');
  return (
    <section className={styles.section} aria-labelledby={heading}>
      <div className={common.bar}>
        <h4 className={styles.heading} id={heading}>
          {text.sessions}
        </h4>
        <Button size="small" danger onClick={() => setEnding('all')}>
          {text.endSessions}
        </Button>
      </div>
      <List
        items={data.sessions}
        itemKey={({ uid }) => uid}
        label={text.sessions}
        renderItem={(session) => ({
          title: [device(session), session.ip].filter(Boolean).join(' · '),
          meta: [text.since(at(session.signedInAt), at(session.seenAt)), systems(session)]
            .filter(Boolean)
            .join(' · '),
          extra: (
            <Button size="small" type="link" danger onClick={() => setEnding(session)}>
              {text.endSession}
            </Button>
          ),
        })}
      />
      {ending && <EndDialog person={person} ending={ending} onClose={() => setEnding(undefined)} />}
    </section>
  );
}

type DialogProps = {
  readonly person: PersonDetail;
  readonly ending: PersonSession | 'all';
  readonly onClose: () => void;
};

function EndDialog({ person, ending, onClose }: DialogProps): ReactNode {
  const text = useMessages(personMessages);
  const locale = useLocale();
  const isAll = ending === 'all';
  const path = isAll
    ? `/people/${encodeURIComponent(person.sub)}/sessions`
    : `/sessions/${encodeURIComponent(ending.uid)}`;
  return (
    <ConfirmDialog
      title={isAll ? text.endSessionsTitle(person.name[locale]) : text.endSessionTitle}
      hint={text.endSessionsHint}
      okText={isAll ? text.endSessions : text.endSession}
      isDangerous
      change={{ method: 'DELETE', path, done: isAll ? text.sessionsEnded : text.sessionEnded }}
      refresh={['sessions']}
      onClose={onClose}
    />
  );
}
