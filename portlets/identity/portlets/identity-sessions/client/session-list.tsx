import { useLocale, useMessages, useResource } from '@yimen/portlet-sdk';
import { shownProblem } from '@yimen/problem';
import { Button, formatDateTime, Space, Tag } from '@yimen/ui';
import { DataTable } from '@yimen/ui/table';
import { type ReactNode, useState } from 'react';
import common from '../../../common/common.module.css';
import { CursorPager } from '../../../common/cursor-pager.tsx';
import { FilterBar, type FilterValues } from '../../../common/filter-bar.tsx';
import { useCursorPages } from '../../../common/use-cursor-pages.ts';
import type { Session, SessionPage } from '../../../contract/session.ts';
import { EndDialog, type EndRequest } from './end-dialog.tsx';
import { sessionsMessages } from './sessions-messages.ts';

/** Sessions by person, system and address, the newest first. */
export function SessionList(): ReactNode {
  const text = useMessages(sessionsMessages);
  const locale = useLocale();
  const [filter, setFilter] = useState<FilterValues>({});
  const [ending, setEnding] = useState<EndRequest>();
  const pages = useCursorPages(JSON.stringify(filter));
  const { data, problem, isLoading, isRefreshing, refresh } = useResource<SessionPage>('sessions', {
    query: { ...filter, cursor: pages.cursor },
    keepPrevious: true,
  });
  const nameOf = (session: Session) => session.name?.[locale] ?? session.username ?? session.sub;
  return (
    <>
      <FilterBar
        label={text.sessions}
        fields={[
          { name: 'username', label: text.username },
          { name: 'clientId', label: text.system },
          { name: 'ip', label: text.address },
        ]}
        values={filter}
        onSearch={setFilter}
        texts={text}
      />
      <DataTable<Session>
        label={text.sessions}
        rows={data?.sessions ?? []}
        rowKey={(session) => session.uid}
        isLoading={isLoading}
        problem={!data && problem ? shownProblem(problem, locale) : undefined}
        onRetry={() => void refresh()}
        emptyText={text.noSessions}
        size="small"
        columns={[
          {
            key: 'person',
            title: text.person,
            width: 140,
            render: (session) => (
              <>
                {nameOf(session)}
                <div className={common.quiet}>{session.username}</div>
              </>
            ),
          },
          {
            key: 'device',
            title: text.device,
            width: 200,
            render: (session) => <Device session={session} />,
          },
          {
            key: 'startedAt',
            title: text.started,
            width: 150,
            render: ({ startedAt }) => formatDateTime(startedAt, { locale }),
          },
          {
            key: 'seenAt',
            title: text.seen,
            width: 150,
            render: ({ seenAt }) => formatDateTime(seenAt, { locale }),
          },
          {
            key: 'systems',
            title: text.systems,
            width: 220,
            render: ({ systems }) =>
              systems.length === 0
                ? text.noSystems
                : systems.map(({ clientId, name }) => <Tag key={clientId}>{name[locale]}</Tag>),
          },
          {
            key: 'actions',
            title: text.actions,
            width: 210,
            render: (session) => (
              <Space wrap size={4}>
                <Button
                  size="small"
                  danger
                  aria-label={`${text.end} ${nameOf(session)}`}
                  onClick={() => setEnding({ session, name: nameOf(session), isAll: false })}
                >
                  {text.end}
                </Button>
                <Button
                  size="small"
                  type="link"
                  aria-label={`${text.endAll} ${nameOf(session)}`}
                  onClick={() => setEnding({ session, name: nameOf(session), isAll: true })}
                >
                  {text.endAll}
                </Button>
              </Space>
            ),
          },
        ]}
      />
      <CursorPager pages={pages} next={data?.cursor ?? null} isBusy={isRefreshing} />
      {ending && <EndDialog request={ending} onClose={() => setEnding(undefined)} />}
    </>
  );
}

function Device({ session: { device, ip, amr } }: { readonly session: Session }): ReactNode {
  const text = useMessages(sessionsMessages);
  const locale = useLocale();
  const parts = [device.browser?.[locale], device.system?.[locale]].filter(Boolean);
  return (
    <>
      {parts.length > 0 ? parts.join(' · ') : text.unknownDevice}
      <div className={common.quiet}>
        {ip ?? '—'} {amr.includes('mfa') && text.strong}
      </div>
    </>
  );
}
