import { Steps } from '@yimen/ui';
import type { ReactNode } from 'react';
import { currentPosts, type PaymentDetail, type PaymentState, stateNames } from '../../contract/index.ts';
import { useTexts } from '../texts/site-texts.ts';

const way: readonly PaymentState[] = ['draft', 'submitted', 'approved', 'paid'];

/** How far the request has come on its way to payment. */
export function PaymentSteps({ payment }: { readonly payment: PaymentDetail }): ReactNode {
  const texts = useTexts();
  const { locale } = texts;
  const { state } = payment;
  if (state === 'withdrawn') return null;
  // A returned request is back at its beginning.
  const shown = way.map((one) => (one === 'draft' && state === 'returned' ? 'returned' : one));
  const at = shown.indexOf(state);
  return (
    <Steps
      className="pay-steps"
      size="small"
      current={state === 'paid' ? way.length : at}
      status={state === 'returned' ? 'error' : 'process'}
      responsive
      items={shown.map((one) => ({
        title: stateNames[one][locale],
        ...(one === 'paid' ? {} : { content: currentPosts[one][locale] }),
      }))}
      aria-label={texts.progress}
    />
  );
}
