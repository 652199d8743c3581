import { EmptyState, formatDate, Money, Pagination } from '@yimen/ui';
import { Link } from '@yimen/ui/site';
import type { ServerPage } from '@yimen/ui/table';
import type { ReactNode } from 'react';
import type { PaymentList } from '../../contract/index.ts';
import { StateTag } from '../app/state-tag.tsx';
import { useTexts } from '../texts/site-texts.ts';

type PaymentCardsProps = { readonly list: PaymentList; readonly page: ServerPage };

/** The list on a narrow screen: one card for each request. */
export function PaymentCards({ list, page }: PaymentCardsProps): ReactNode {
  const texts = useTexts();
  if (list.items.length === 0) return <EmptyState text={texts.empty} />;
  return (
    <>
      <div className="pay-cards-sum">
        <span>{texts.records(list.total)}</span>
        <Money value={list.amountCents} showUnit strong />
      </div>
      <ul className="pay-cards" aria-label={texts.system}>
        {list.items.map((payment) => (
          <li key={payment.id}>
            <Link to={`/payments/${encodeURIComponent(payment.id)}`} className="pay-card">
              <span className="pay-card-line">
                <b>{payment.purpose}</b>
                <StateTag state={payment.state} />
              </span>
              <span className="pay-card-line">
                <span>{payment.unit.name[texts.locale]}</span>
                <Money value={payment.amountCents} strong />
              </span>
              <span className="pay-card-line pay-quiet">
                <span>{payment.number}</span>
                <span>{formatDate(payment.createdAt)}</span>
              </span>
            </Link>
          </li>
        ))}
      </ul>
      <Pagination
        size="small"
        align="center"
        current={page.current}
        pageSize={page.pageSize}
        total={page.total}
        showSizeChanger={false}
        hideOnSinglePage
        onChange={page.onChange}
      />
    </>
  );
}
