import { useLocale, useMessages, usePortlet, useResource } from '@yimen/portlet-sdk';
import { shownProblem } from '@yimen/problem';
import { Button, Segmented, StatusTag, Tag } from '@yimen/ui';
import { DataTable } from '@yimen/ui/table';
import { type ReactNode, useState } from 'react';
import common from '../../../common/common.module.css';
import { CursorPager } from '../../../common/cursor-pager.tsx';
import { FilterBar, type FilterValues } from '../../../common/filter-bar.tsx';
import { useAdministrator } from '../../../common/use-administrator.ts';
import { useCursorPages } from '../../../common/use-cursor-pages.ts';
import { useRefreshOnChange } from '../../../common/use-refresh-on-change.ts';
import type { RelyingPartyLine, RelyingPartyPage } from '../../../contract/relying-party.ts';
import { systemsMessages } from './systems-messages.ts';

/** All systems, or the report on weak ones. */
export function SystemList(): ReactNode {
  const text = useMessages(systemsMessages);
  const { renderParameters } = usePortlet();
  const mayChange = useAdministrator().is('system-administrator');
  const [filter, setFilter] = useState<FilterValues>({});
  const [isWeak, setWeak] = useState(false);
  return (
    <div className={common.page}>
      <div className={common.bar}>
        <Segmented
          size="small"
          aria-label={text.show}
          options={[
            { value: 'all', label: text.all },
            { value: 'weak', label: text.weakOnly },
          ]}
          value={isWeak ? 'weak' : 'all'}
          onChange={(value) => setWeak(value === 'weak')}
        />
        {mayChange && (
          <Button type="primary" size="small" onClick={() => renderParameters.set({ task: 'register' })}>
            {text.register}
          </Button>
        )}
      </div>
      <FilterBar
        label={text.systems}
        fields={[{ name: 'q', label: text.text }]}
        values={filter}
        onSearch={setFilter}
        texts={text}
      />
      <Lines query={{ ...filter, ...(isWeak && { isWeak: 'true' }) }} isWeak={isWeak} />
    </div>
  );
}

type LinesProps = { readonly query: FilterValues; readonly isWeak: boolean };

function Lines({ query, isWeak }: LinesProps): ReactNode {
  const text = useMessages(systemsMessages);
  const locale = useLocale();
  const { renderParameters } = usePortlet();
  const pages = useCursorPages(JSON.stringify(query));
  const { data, problem, isLoading, isRefreshing, refresh } = useResource<RelyingPartyPage>('systems', {
    query: { ...query, cursor: pages.cursor },
    keepPrevious: true,
  });
  useRefreshOnChange('systems');
  return (
    <>
      <DataTable<RelyingPartyLine>
        label={text.systems}
        rows={data?.relyingParties ?? []}
        rowKey={({ clientId }) => clientId}
        isLoading={isLoading}
        problem={!data && problem ? shownProblem(problem, locale) : undefined}
        onRetry={() => void refresh()}
        emptyText={isWeak ? text.noneWeak : text.none}
        onRowOpen={({ clientId }) => renderParameters.set({ system: clientId })}
        size="small"
        columns={[
          {
            key: 'name',
            title: text.name,
            width: 200,
            render: ({ name, clientId }) => (
              <>
                {name[locale]}
                <div className={common.quiet}>{clientId}</div>
              </>
            ),
          },
          {
            key: 'url',
            title: text.url,
            width: 220,
            value: ({ url, isSignIn }) => url ?? (isSignIn ? null : text.program),
          },
          {
            key: 'isActive',
            title: text.state,
            width: 100,
            render: ({ isActive }) => (
              <StatusTag tone={isActive ? 'success' : 'neutral'}>
                {isActive ? text.active : text.inactive}
              </StatusTag>
            ),
          },
          {
            key: 'logout',
            title: text.logout,
            width: 110,
            render: ({ isSignIn, logout }) => (isSignIn ? text.logoutOf(logout) : '—'),
          },
          {
            key: 'weaknesses',
            title: text.weaknesses,
            width: 240,
            render: ({ weaknesses }) =>
              weaknesses.length === 0
                ? text.noWeakness
                : weaknesses.map((code) => (
                    <Tag key={code} color="orange">
                      {text.weaknessOf(code)}
                    </Tag>
                  )),
          },
        ]}
      />
      {data && <span className={common.quiet}>{text.total(data.total)}</span>}
      <CursorPager pages={pages} next={data?.cursor ?? null} isBusy={isRefreshing} />
    </>
  );
}
