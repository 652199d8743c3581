import { problem } from '@yimen/problem';
import type { Delivery } from '../logout/delivery-store.ts';
import { canRetry } from '../logout/receipt-store.ts';
import { type AdministrationOperation, changeOperation, readOperation } from './operation.ts';
import { nextCursor, readPagePosition } from './paging.ts';
import { listReceipts, receiptParams } from './session-schemas.ts';

const receiptsList = readOperation({
  id: 'receipts.list',
  title: { 'zh-CN': '查看退出回执', 'en-US': 'See sign-out receipts' },
  method: 'GET',
  path: '/sign-out-receipts',
  query: listReceipts,
  by: ['system-administrator', 'security-administrator'],
  async read({ services, input: { query } }) {
    const receipts = await services.receipts.page({ ...query, after: readPagePosition(query.cursor) });
    const cursor = nextCursor(receipts, query.limit, (row) => [row.created_at, row.id]);
    return { body: { receipts: receipts.map(presentReceipt), cursor } };
  },
});

const receiptsRetry = changeOperation({
  id: 'receipts.retry',
  title: { 'zh-CN': '立即重试退出通知', 'en-US': 'Tell a system again that a session has ended' },
  method: 'POST',
  path: '/sign-out-receipts/:receipt/retry',
  params: receiptParams,
  by: ['system-administrator'],
  async plan({ services, input: { params } }) {
    const row = await services.receipts.find(services.db.query, params.receipt);
    if (!row) throw problem('not-found');
    if (!canRetry(row)) throw problem('conflict', { detail: `a receipt that is ${row.state} is final` });
    const summary = { receipt: row.id, clientId: row.client_id, sub: row.sub };
    return {
      before: { ...summary, state: row.state, attempts: row.attempts },
      after: { ...summary, state: 'pending', attempts: row.attempts },
      answer: { status: 202, body: { ...presentReceipt(row), state: 'pending' } },
      apply: (trx) => services.receipts.retry(trx, row.id),
      applied: () => services.ender.announce(),
    };
  },
});

/** A receipt as administrators see it. */
export function presentReceipt(row: Delivery): Record<string, unknown> {
  return {
    id: row.id,
    sessionUid: row.session_uid,
    sub: row.sub,
    clientId: row.client_id,
    channel: row.channel,
    // Without the query: a front-channel address carries the session's `sid`.
    uri: row.uri.split('?')[0],
    state: row.state,
    attempts: row.attempts,
    lastStatus: row.last_status,
    lastError: row.last_error,
    createdAt: row.created_at,
    nextAttemptAt: row.next_attempt_at,
    deliveredAt: row.delivered_at,
    canRetry: canRetry(row),
  };
}

export const receiptOperations: readonly AdministrationOperation[] = [receiptsList, receiptsRetry];
