import { queryOptions } from '@tanstack/react-query';
import type {
  FormOptions,
  PaymentAction,
  PaymentDetail,
  PaymentDraft,
  PaymentDraftView,
  PaymentList,
  SiteSession,
} from '../../contract/index.ts';
import { send } from './transport.ts';

/** Who is signed in and what she may do. */
export const sessionQuery = queryOptions({
  queryKey: ['session'],
  queryFn: ({ signal }) => send<SiteSession>('GET', '/api/session', { signal }),
  staleTime: Number.POSITIVE_INFINITY,
});

/** A page of the list; `search` is the query of the page's own address. */
export const paymentsQuery = (search: string) =>
  queryOptions({
    queryKey: ['payments', search],
    queryFn: ({ signal }) =>
      send<PaymentList>('GET', `/api/payments${search ? `?${search}` : ''}`, { signal }),
  });

/** One request with its history. */
export const paymentQuery = (id: string) =>
  queryOptions({
    queryKey: ['payment', id],
    queryFn: ({ signal }) =>
      send<PaymentDetail>('GET', `/api/payments/${encodeURIComponent(id)}`, { signal }),
  });

/** What the form of an existing request begins with. Never from the cache: accounts are in it. */
export const draftQuery = (id: string) =>
  queryOptions({
    queryKey: ['draft', id],
    queryFn: ({ signal }) =>
      send<PaymentDraftView>('GET', `/api/payments/${encodeURIComponent(id)}/draft`, { signal }),
    gcTime: 0,
    staleTime: Number.POSITIVE_INFINITY,
  });

/** What a clerk chooses from. */
export const formOptionsQuery = queryOptions({
  queryKey: ['form-options'],
  queryFn: ({ signal }) => send<FormOptions>('GET', '/api/form-options', { signal }),
});

/** A new request. */
export function createPayment(draft: PaymentDraft): Promise<PaymentDetail> {
  return send('POST', '/api/payments', { body: draft });
}

/** Other content for a request, based on the revision that was edited. */
export function editPayment(id: string, revision: number, draft: PaymentDraft): Promise<PaymentDetail> {
  return send('PUT', `/api/payments/${encodeURIComponent(id)}`, { body: draft, revision });
}

/** 送审, 审核, 退回, 支付 or 撤销, based on the revision that was seen. */
export function actOn(
  payment: Pick<PaymentDetail, 'id' | 'revision'>,
  action: PaymentAction,
  opinion: string,
): Promise<PaymentDetail> {
  const body = opinion.trim() === '' ? {} : { opinion };
  return send('POST', `/api/payments/${encodeURIComponent(payment.id)}/${action}`, {
    body,
    revision: payment.revision,
  });
}
