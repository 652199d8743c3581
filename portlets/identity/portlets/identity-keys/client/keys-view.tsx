import { useLocale, useMessages, useResource } from '@yimen/portlet-sdk';
import { shownProblem } from '@yimen/problem';
import { Button, ErrorState, formatDateTime, LoadingState, StatusTag, type StatusTone } from '@yimen/ui';
import { DataTable } from '@yimen/ui/table';
import { type ReactNode, useState } from 'react';
import common from '../../../common/common.module.css';
import { useAdministrator } from '../../../common/use-administrator.ts';
import { useRefreshOnChange } from '../../../common/use-refresh-on-change.ts';
import { type Key, type KeyList, keyPurposes } from '../../../contract/key.ts';
import { KeyDialog, type KeyTask } from './key-dialog.tsx';
import { keysMessages } from './keys-messages.ts';

const tones: Record<Key['state'], StatusTone> = {
  next: 'info',
  current: 'success',
  previous: 'neutral',
  retired: 'neutral',
};

/** View mode: keys with their states, what rotates when, and the emergency. */
export function KeysView(): ReactNode {
  const text = useMessages(keysMessages);
  const locale = useLocale();
  const mayReplace = useAdministrator().is('system-administrator');
  const [task, setTask] = useState<KeyTask>();
  const { data, problem, isLoading, isRefreshing, refresh } = useResource<KeyList>('keys');
  useRefreshOnChange('keys');
  if (isLoading) return <LoadingState lines={6} />;
  if (!data) {
    return <ErrorState problem={shownProblem(problem, locale)} onRetry={refresh} isRetrying={isRefreshing} />;
  }
  return (
    <div className={common.page}>
      <div className={common.bar}>
        <Rotations keys={data.keys} />
        {mayReplace ? (
          <span className={common.actions}>
            <Button size="small" onClick={() => setTask('rotate')}>
              {text.rotate}
            </Button>
            <Button danger size="small" onClick={() => setTask('replace')}>
              {text.replace}
            </Button>
          </span>
        ) : (
          <span className={common.quiet}>{text.onlySystem}</span>
        )}
      </div>
      <KeyTable keys={data.keys} />
      {task && <KeyDialog task={task} keys={data.keys} onClose={() => setTask(undefined)} />}
    </div>
  );
}

function Rotations({ keys }: { readonly keys: readonly Key[] }): ReactNode {
  const text = useMessages(keysMessages);
  const locale = useLocale();
  return (
    <div>
      {keyPurposes.map((purpose) => {
        const next = keys.find((key) => key.purpose === purpose && key.state === 'next');
        return (
          <div key={purpose}>
            {next
              ? text.nextRotation(text.purposeOf(purpose), formatDateTime(next.activeAt, { locale }))
              : text.notPlanned(text.purposeOf(purpose))}
          </div>
        );
      })}
    </div>
  );
}

function KeyTable({ keys }: { readonly keys: readonly Key[] }): ReactNode {
  const text = useMessages(keysMessages);
  const locale = useLocale();
  const moment = (value: string | null) => (value === null ? '—' : formatDateTime(value, { locale }));
  return (
    <DataTable<Key>
      label={text.keys}
      rows={keys}
      rowKey={({ id }) => id}
      numbered={false}
      size="small"
      emptyText={text.none}
      columns={[
        { key: 'purpose', title: text.purpose, width: 150, render: ({ purpose }) => text.purposeOf(purpose) },
        {
          key: 'state',
          title: text.state,
          width: 140,
          render: ({ state }) => <StatusTag tone={tones[state]}>{text.stateOf(state)}</StatusTag>,
        },
        { key: 'activeAt', title: text.active, width: 150, render: ({ activeAt }) => moment(activeAt) },
        {
          key: 'retiredAt',
          title: text.until,
          width: 150,
          render: ({ retiredAt }) => (retiredAt === null ? text.noUntil : moment(retiredAt)),
        },
        { key: 'createdAt', title: text.created, width: 150, render: ({ createdAt }) => moment(createdAt) },
        { key: 'id', title: text.id, width: 160, ellipsis: true },
      ]}
    />
  );
}
