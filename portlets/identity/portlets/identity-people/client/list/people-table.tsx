import {
  useLocale,
  useMessages,
  usePortlet,
  usePreferences,
  useRenderParameter,
  useResource,
} from '@yimen/portlet-sdk';
import { shownProblem } from '@yimen/problem';
import { Button, EmptyState, ErrorState, LoadingState, StatusTag } from '@yimen/ui';
import { DataTable, type DataTableColumn } from '@yimen/ui/table';
import type { ReactNode } from 'react';
import { CursorPager } from '../../../../common/cursor-pager.tsx';
import { useCursorPages } from '../../../../common/use-cursor-pages.ts';
import { useOrganisation } from '../../../../common/use-organisation.ts';
import type { PersonPage, PersonSummary } from '../../../../contract/person.ts';
import { peopleMessages } from '../people-messages.ts';

/** One page of people. Pages and search are the server's, so 100,000 accounts cost no more than a page. */
export function PeopleTable(): ReactNode {
  const text = useMessages(peopleMessages);
  const locale = useLocale();
  const { renderParameters } = usePortlet();
  const [{ pageSize }] = usePreferences<{ pageSize: number }>();
  const [q = ''] = useRenderParameter('q');
  const [unit = ''] = useRenderParameter('unit');
  const [status = ''] = useRenderParameter('status');
  const pages = useCursorPages(JSON.stringify([q, unit, status, pageSize]));
  const { data, problem, isLoading, isRefreshing, refresh } = useResource<PersonPage>('people', {
    ...(pages.cursor !== undefined && { query: { cursor: pages.cursor } }),
    keepPrevious: true,
  });
  const columns = useColumns();
  if (isLoading) return <LoadingState lines={10} />;
  if (!data) {
    return <ErrorState problem={shownProblem(problem, locale)} onRetry={refresh} isRetrying={isRefreshing} />;
  }
  if (data.people.length === 0 && pages.page === 1) {
    const clear = (
      <Button size="small" onClick={() => renderParameters.set({ q: null, unit: null, status: null })}>
        {text.clear}
      </Button>
    );
    return <EmptyState text={text.none} hint={text.noneHint} action={clear} />;
  }
  return (
    <>
      <DataTable
        label={text.list}
        columns={columns}
        rows={data.people}
        rowKey={({ sub }) => sub}
        numbered={false}
        size="small"
        isLoading={isRefreshing}
        onRowOpen={({ sub }) => renderParameters.set({ person: sub, task: null })}
      />
      <CursorPager pages={pages} next={data.cursor} isBusy={isRefreshing} />
    </>
  );
}

function useColumns(): DataTableColumn<PersonSummary>[] {
  const text = useMessages(peopleMessages);
  const locale = useLocale();
  const { nameOf } = useOrganisation();
  const named = (field: string, id: string | null) => (id === null ? null : (nameOf(field, id) ?? id));
  return [
    { key: 'name', title: text.name, value: ({ name }) => name[locale], width: 110 },
    { key: 'username', title: text.username, width: 120, ellipsis: true },
    {
      key: 'unit',
      title: text.unit,
      value: ({ unitId }) => named('unitId', unitId),
      width: 160,
      ellipsis: true,
    },
    {
      key: 'post',
      title: text.post,
      value: ({ postId }) => named('postId', postId),
      width: 120,
      ellipsis: true,
    },
    {
      key: 'roles',
      title: text.roles,
      value: ({ roles }) => roles.map((role) => named('roles', role)).join(locale === 'zh-CN' ? '、' : ', '),
      width: 180,
      ellipsis: true,
    },
    {
      key: 'status',
      title: text.status,
      width: 90,
      render: ({ isActive }) => (
        <StatusTag tone={isActive ? 'success' : 'neutral'}>
          {isActive ? text.active : text.disabled}
        </StatusTag>
      ),
    },
  ];
}
