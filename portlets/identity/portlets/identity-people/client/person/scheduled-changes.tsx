import { useMessages, usePortlet } from '@yimen/portlet-sdk';
import { Button, List, StatusTag, type StatusTone } from '@yimen/ui';
import { type ReactNode, useId } from 'react';
import { ProblemAlert } from '../../../../common/problem-alert.tsx';
import { useAdminAction } from '../../../../common/use-admin-action.ts';
import { useAdministrator } from '../../../../common/use-administrator.ts';
import { useOrganisation } from '../../../../common/use-organisation.ts';
import type { PersonDetail, ScheduledChange } from '../../../../contract/person.ts';
import { personMessages } from './person-messages.ts';
import styles from './person-page.module.css';

const tones: Record<ScheduledChange['state'], StatusTone> = {
  pending: 'info',
  done: 'success',
  cancelled: 'neutral',
  replaced: 'neutral',
  failed: 'danger',
};

/** What will happen to her account by itself, and what has. */
export function ScheduledChanges({ person }: { readonly person: PersonDetail }): ReactNode {
  const text = useMessages(personMessages);
  const heading = useId();
  const { resources } = usePortlet();
  const { nameOf } = useOrganisation();
  const isSystem = useAdministrator().is('system-administrator');
  const cancel = useAdminAction(() => resources.refresh('person'));
  const stateText = {
    pending: text.statePending,
    done: text.stateDone,
    cancelled: text.stateCancelled,
    replaced: text.stateReplaced,
    failed: text.stateFailed,
  };
  const where = ({ unitId, postId }: ScheduledChange) =>
    [unitId && (nameOf('unitId', unitId) ?? unitId), postId && (nameOf('postId', postId) ?? postId)]
      .filter(Boolean)
      .join(' · ');
  return (
    <section className={styles.section} aria-labelledby={heading}>
      <h4 className={styles.heading} id={heading}>
        {text.scheduled}
      </h4>
      <ProblemAlert problem={cancel.problem} />
      <List
        items={person.scheduledChanges}
        itemKey={({ id }) => id}
        label={text.scheduled}
        emptyText={text.noScheduled}
        renderItem={(change) => ({
          title: `${change.day} ${text[change.kind]}`,
          meta: where(change),
          extra: (
            <>
              <StatusTag tone={tones[change.state]}>{stateText[change.state]}</StatusTag>
              {isSystem && change.state === 'pending' && (
                <Button
                  size="small"
                  type="link"
                  disabled={cancel.isRunning}
                  onClick={() =>
                    void cancel.run({
                      method: 'DELETE',
                      path: `/scheduled-changes/${encodeURIComponent(change.id)}`,
                      done: text.changeCancelled,
                    })
                  }
                >
                  {text.cancelChange(text[change.kind])}
                </Button>
              )}
            </>
          ),
        })}
      />
    </section>
  );
}
