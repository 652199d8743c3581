import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Button, LoadingState, StatusTag } from '@yimen/ui';
import { PlusOutlined } from '@yimen/ui/icons';
import { navigate, PageHeader, Panel, useNarrow } from '@yimen/ui/site';
import type { ServerPage } from '@yimen/ui/table';
import type { ReactNode } from 'react';
import type { SiteSession } from '../../contract/index.ts';
import { paymentsQuery } from '../api/payment-queries.ts';
import { ProblemView } from '../app/problem-view.tsx';
import { useTexts } from '../texts/site-texts.ts';
import { FilterForm } from './filter-form.tsx';
import { readFilter, writeFilter } from './list-filter.ts';
import { PaymentCards } from './payment-cards.tsx';
import { PaymentTable } from './payment-table.tsx';
import { StateTabs } from './state-tabs.tsx';

type PaymentListPageProps = { readonly search: URLSearchParams; readonly session: SiteSession };

/** 支付申请: all requests that the person may see. Tab, filter and page are in the address. */
export function PaymentListPage({ search, session }: PaymentListPageProps): ReactNode {
  const texts = useTexts();
  const isNarrow = useNarrow();
  const payments = useQuery({ ...paymentsQuery(search.toString()), placeholderData: keepPreviousData });
  const list = payments.data;
  const state = search.get('state');
  const filter = readFilter(search);
  const page: ServerPage = {
    current: Number(search.get('page') ?? 1),
    pageSize: Number(search.get('size') ?? 20),
    total: list?.total ?? 0,
    onChange: (current, pageSize) => {
      const next = new URLSearchParams(search);
      next.set('page', String(current));
      next.set('size', String(pageSize));
      navigate(`/payments?${next}`);
    },
  };
  return (
    <>
      <PageHeader
        title={texts.system}
        tags={session.isDemonstration ? <StatusTag>{texts.demonstrationTag}</StatusTag> : undefined}
        actions={
          session.permissions.create ? (
            <Button type="primary" icon={<PlusOutlined />} onClick={() => navigate('/payments/new')}>
              {texts.newPayment}
            </Button>
          ) : undefined
        }
      />
      <Panel>
        <FilterForm
          key={JSON.stringify(filter)}
          filter={filter}
          session={session}
          onSearch={(typed) => navigate(writeFilter(typed, state))}
        />
        <StateTabs
          counts={list?.counts}
          current={state}
          onChange={(chosen) => navigate(writeFilter(filter, chosen), { replace: true })}
        />
        {payments.isError ? (
          <ProblemView error={payments.error} onRetry={() => void payments.refetch()} />
        ) : list === undefined ? (
          <LoadingState />
        ) : isNarrow ? (
          <PaymentCards list={list} page={page} />
        ) : (
          <PaymentTable list={list} page={page} isLoading={payments.isPlaceholderData} />
        )}
      </Panel>
    </>
  );
}
