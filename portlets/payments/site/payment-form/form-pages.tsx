import { useQuery, useQueryClient } from '@tanstack/react-query';
import { LoadingState } from '@yimen/ui';
import { navigate, PageHeader } from '@yimen/ui/site';
import { type ReactNode, useMemo } from 'react';
import type { PaymentDetail, PaymentDraft } from '../../contract/index.ts';
import {
  actOn,
  createPayment,
  draftQuery,
  editPayment,
  formOptionsQuery,
  paymentQuery,
} from '../api/payment-queries.ts';
import { ProblemView } from '../app/problem-view.tsx';
import { useTexts } from '../texts/site-texts.ts';
import { newValues, valuesOf } from './form-values.ts';
import { PaymentForm } from './payment-form.tsx';
import { unsavedValues } from './unsaved-values.ts';

/** 新增支付申请. */
export function NewPaymentPage(): ReactNode {
  const texts = useTexts();
  const options = useQuery(formOptionsQuery);
  const finish = useFinish();
  const unsaved = useMemo(() => unsavedValues('new'), []);
  return (
    <>
      <PageHeader
        title={texts.createTitle}
        crumbs={[{ label: texts.system, href: '/payments' }, { label: texts.createTitle }]}
      />
      {options.data ? (
        <PaymentForm
          options={options.data}
          initial={newValues}
          unsaved={unsaved}
          cancelTo="/payments"
          onSave={async (draft, andSubmit) => finish(await createPayment(draft), andSubmit)}
        />
      ) : options.isError ? (
        <ProblemView error={options.error} onRetry={() => void options.refetch()} />
      ) : (
        <LoadingState />
      )}
    </>
  );
}

/** 修改支付申请, based on the revision that the form began with. */
export function EditPaymentPage({ id }: { readonly id: string }): ReactNode {
  const texts = useTexts();
  const options = useQuery(formOptionsQuery);
  const draft = useQuery(draftQuery(id));
  const finish = useFinish();
  const unsaved = useMemo(() => unsavedValues(id), [id]);
  const error = options.error ?? draft.error;
  const save = async (revision: number, typed: PaymentDraft, andSubmit: boolean) =>
    finish(await editPayment(id, revision, typed), andSubmit);
  return (
    <>
      <PageHeader
        title={texts.editTitle}
        crumbs={[{ label: texts.system, href: '/payments' }, { label: texts.editTitle }]}
      />
      {options.data && draft.data ? (
        <PaymentForm
          options={options.data}
          initial={valuesOf(draft.data.draft)}
          unsaved={unsaved}
          cancelTo={`/payments/${encodeURIComponent(id)}`}
          onSave={(typed, andSubmit) => save(draft.data.revision, typed, andSubmit)}
        />
      ) : error ? (
        <ProblemView error={error} onRetry={() => void Promise.all([options.refetch(), draft.refetch()])} />
      ) : (
        <LoadingState />
      )}
    </>
  );
}

/** After saving: 送审 when asked, then the request's own page. */
function useFinish(): (saved: PaymentDetail, andSubmit: boolean) => Promise<void> {
  const client = useQueryClient();
  return async (saved, andSubmit) => {
    const to = `/payments/${encodeURIComponent(saved.id)}`;
    client.setQueryData(paymentQuery(saved.id).queryKey, saved);
    void client.invalidateQueries({ queryKey: ['payments'] });
    if (andSubmit) {
      // Saved it is in any case: a refusal of 送审 is shown on the request's page, which offers it again.
      const submitted = await actOn(saved, 'submit', '').catch(() => saved);
      client.setQueryData(paymentQuery(saved.id).queryKey, submitted);
    }
    navigate(to);
  };
}
