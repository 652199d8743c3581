import { StatusTag, type StatusTone, useUi } from '@yimen/ui';
import type { ReactNode } from 'react';
import { type PaymentState, stateNames } from '../../contract/index.ts';

const tones: Readonly<Record<PaymentState, StatusTone>> = {
  draft: 'neutral',
  submitted: 'info',
  returned: 'danger',
  approved: 'warning',
  paid: 'success',
  withdrawn: 'neutral',
};

/** The state of a request in words, with a coloured dot. */
export function StateTag({ state }: { readonly state: PaymentState }): ReactNode {
  const { locale } = useUi();
  return <StatusTag tone={tones[state]}>{stateNames[state][locale]}</StatusTag>;
}
