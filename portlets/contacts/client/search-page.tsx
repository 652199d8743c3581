import {
  useLocale,
  useMessages,
  usePortlet,
  usePreferences,
  useRenderParameter,
  useResource,
} from '@yimen/portlet-sdk';
import { shownProblem } from '@yimen/problem';
import { Button, EmptyState, ErrorState, formatDateTime, Input, LoadingState, Pagination } from '@yimen/ui';
import { SearchOutlined } from '@yimen/ui/icons';
import type { ReactNode } from 'react';
import type { ContactPage } from '../contract/contact.ts';
import styles from './contacts.module.css';
import { contactsMessages } from './contacts-messages.ts';
import { PeopleList } from './people-list.tsx';
import { UnitFilter } from './unit-filter.tsx';
import { useSearchText } from './use-search-text.ts';

/** The search field, the unit filter and what they find. */
export function SearchPage(): ReactNode {
  const text = useMessages(contactsMessages);
  const { typed, change, searchNow, clear, compositionProps } = useSearchText();
  return (
    <div className={styles.page}>
      <search className={styles.bar}>
        <Input
          allowClear
          aria-label={text.search}
          placeholder={text.searchHint}
          prefix={<SearchOutlined aria-hidden />}
          value={typed}
          onChange={(event) => change(event.target.value)}
          onPressEnter={searchNow}
          {...compositionProps}
        />
        <UnitFilter />
      </search>
      <Results onClear={clear} />
    </div>
  );
}

function Results({ onClear }: { onClear: () => void }): ReactNode {
  const locale = useLocale();
  const text = useMessages(contactsMessages);
  const [{ pageSize }] = usePreferences<{ pageSize: number }>();
  const { data, problem, isLoading, isRefreshing, refresh } = useResource<ContactPage>('contacts', {
    keepPrevious: true,
  });
  if (isLoading) return <LoadingState lines={pageSize} />;
  if (!data)
    return <ErrorState problem={shownProblem(problem, locale)} onRetry={refresh} isRetrying={isRefreshing} />;
  if (data.total === 0) return <NobodyFound isCopied={data.copiedAt !== null} onClear={onClear} />;
  return (
    <>
      <PeopleList items={data.items} />
      <div className={styles.foot}>
        <span role="status">{text.count(data.total)}</span>
        <AsOf copiedAt={data.copiedAt} />
        {data.total > pageSize && <Pages total={data.total} size={pageSize} />}
      </div>
    </>
  );
}

function NobodyFound({ isCopied, onClear }: { isCopied: boolean; onClear: () => void }): ReactNode {
  const text = useMessages(contactsMessages);
  const { q, within } = usePortlet().renderParameters.get();
  if (!isCopied) return <EmptyState text={text.notCopied} />;
  if (!q && !within) return <EmptyState text={text.none} />;
  const action = (
    <Button size="small" onClick={onClear}>
      {text.clear}
    </Button>
  );
  return <EmptyState text={text.noneFound} hint={text.noneHint} action={action} />;
}

function AsOf({ copiedAt }: { copiedAt: number | null }): ReactNode {
  const text = useMessages(contactsMessages);
  const locale = useLocale();
  if (copiedAt === null) return null;
  return <span className={styles.quiet}>{text.asOf(formatDateTime(copiedAt, { locale }))}</span>;
}

function Pages({ total, size }: { total: number; size: number }): ReactNode {
  const text = useMessages(contactsMessages);
  const [page, setPage] = useRenderParameter('page');
  return (
    <nav aria-label={text.pages}>
      <Pagination
        size="small"
        simple
        current={Number(page ?? 1)}
        pageSize={size}
        total={total}
        showSizeChanger={false}
        onChange={(next) => setPage(next === 1 ? null : String(next))}
      />
    </nav>
  );
}
