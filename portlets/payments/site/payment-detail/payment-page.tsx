import { useQuery } from '@tanstack/react-query';
import { Alert, Button, LoadingState, Money } from '@yimen/ui';
import { Link, navigate, PageHeader, Panel } from '@yimen/ui/site';
import { type ReactNode, useState } from 'react';
import type { PaymentDetail } from '../../contract/index.ts';
import { paymentQuery } from '../api/payment-queries.ts';
import { ProblemView } from '../app/problem-view.tsx';
import { StateTag } from '../app/state-tag.tsx';
import { useTexts } from '../texts/site-texts.ts';
import { ActionBar } from './action-bar.tsx';
import { PaymentAccounts, PaymentBasics } from './payment-facts.tsx';
import { PaymentHistory } from './payment-history.tsx';
import { PaymentSteps } from './payment-steps.tsx';

/** What happened to the last action: said above the request until the next one. */
export type ActionNotice = {
  tone: 'success' | 'warning' | 'error';
  title: string;
  text?: string | undefined;
};

/** One request: the deep link /payments/<id>. */
export function PaymentPage({ id }: { readonly id: string }): ReactNode {
  const texts = useTexts();
  const payment = useQuery(paymentQuery(id));
  const [notice, setNotice] = useState<ActionNotice>();
  if (payment.data) return <PaymentShown payment={payment.data} notice={notice} onNotice={setNotice} />;
  if (!payment.isError) return <LoadingState />;
  return (
    <ProblemView
      error={payment.error}
      onRetry={() => void payment.refetch()}
      action={<Link to="/payments">{texts.back}</Link>}
    />
  );
}

type PaymentShownProps = {
  readonly payment: PaymentDetail;
  readonly notice: ActionNotice | undefined;
  readonly onNotice: (notice: ActionNotice | undefined) => void;
};

function PaymentShown({ payment, notice, onNotice }: PaymentShownProps): ReactNode {
  const texts = useTexts();
  return (
    <>
      <PageHeader
        title={payment.number}
        tags={<StateTag state={payment.state} />}
        subtitle={payment.purpose}
        crumbs={[{ label: texts.system, href: '/payments' }, { label: payment.number }]}
        actions={
          <>
            <Button onClick={() => navigate('/payments')}>{texts.back}</Button>
            {payment.mayEdit ? (
              <Button onClick={() => navigate(`/payments/${encodeURIComponent(payment.id)}/edit`)}>
                {texts.edit}
              </Button>
            ) : null}
            <ActionBar payment={payment} onNotice={onNotice} />
          </>
        }
      />
      <div aria-live="polite">
        {notice ? (
          <Alert
            className="pay-notice"
            type={notice.tone}
            showIcon
            title={notice.title}
            description={notice.text}
            closable={{ onClose: () => onNotice(undefined) }}
          />
        ) : null}
      </div>
      <Panel>
        <div className="pay-head">
          <div>
            <div className="pay-quiet">{texts.amount}</div>
            <div className="pay-amount">
              <Money value={payment.amountCents} showUnit strong />
            </div>
          </div>
          <PaymentSteps payment={payment} />
        </div>
      </Panel>
      <div className="pay-columns">
        <div>
          <PaymentBasics payment={payment} />
          <PaymentAccounts payment={payment} />
        </div>
        <PaymentHistory history={payment.history} />
      </div>
    </>
  );
}
