import { addWorkingDays, dayOf, startOfDay } from '@yimen/service-kit';
import { writeYuan } from '../../contract/money.ts';
import { currentPosts, type PaymentAction, type PaymentState } from '../../contract/payment-state.ts';
import type { PaymentWithUnit } from '../payments/payment-store.ts';

/** A request to the to-do service (its API: PUT and DELETE /api/todos/:externalId, POST …/done). */
export type TodoRequest = { method: 'PUT' | 'POST' | 'DELETE'; path: string; body?: unknown };

/** What an action means for the to-dos of other people. */
export type TodoChange = { requests: TodoRequest[]; openTodo: string | null };

type Act = { action: PaymentAction; by: { sub: string; name: string }; at: number; opinion: string };

/** How long reviewers have, and where days begin. */
export type TodoSettings = { reviewDays: number; timeZone: string };

// 审核 and 退回 finish the reviewers' to-do; 送审 finishes the clerk's. 撤销 takes it away without a result.
const results: Partial<Record<PaymentAction, string>> = {
  submit: '已送审',
  approve: '审核通过',
  return: '已退回',
};

/**
 * The requests that follow from an action, in order. The external id names the round (the revision), because a
 * returned request is submitted again and its second review is another to-do than the first.
 *
 * @param payment the request before the action
 */
export function todosAfter(
  payment: PaymentWithUnit,
  act: Act & { to: PaymentState; revision: number },
  settings: TodoSettings,
): TodoChange {
  const requests: TodoRequest[] = [];
  if (payment.open_todo !== null) requests.push(closing(payment.open_todo, act));
  const opened = opening(payment, act, settings);
  if (opened) requests.push(opened.request);
  return { requests, openTodo: opened?.externalId ?? null };
}

function closing(externalId: string, { action, by }: Act): TodoRequest {
  const path = `/api/todos/${externalId}`;
  const result = results[action];
  if (result === undefined) return { method: 'DELETE', path };
  return { method: 'POST', path: `${path}/done`, body: { by: by.sub, result } };
}

type Opening = { externalId: string; request: TodoRequest };

function opening(
  payment: PaymentWithUnit,
  act: Act & { to: PaymentState; revision: number },
  settings: TodoSettings,
): Opening | undefined {
  const { to, revision } = act;
  if (to !== 'submitted' && to !== 'returned') return undefined;
  const externalId = `${payment.id}.${revision}`;
  const request = { method: 'PUT', path: `/api/todos/${externalId}` } as const;
  const common = {
    kind: '支付申请',
    step: currentPosts[to]['zh-CN'],
    urgency: 'normal',
    dueAt: dueAt(act.at, settings),
    link: `/payments/${payment.id}`,
  };
  const amount = `${writeYuan(payment.amount_cents)} 元`;
  if (to === 'returned') {
    const title = `支付申请被退回：${payment.purpose}（${amount}）`;
    const body = {
      ...common,
      title: shorten(title, 200),
      from: shorten(act.by.name, 80),
      subjects: [payment.created_by_sub],
      roles: [],
    };
    return { externalId, request: { ...request, body } };
  }
  const unit = payment.unit_name_json['zh-CN'];
  const title = `审核支付申请：${unit} ${payment.purpose}（${amount}）`;
  const from = shorten(`${unit} ${act.by.name}`, 80);
  const body = { ...common, title: shorten(title, 200), from, subjects: [], roles: ['payment-reviewer'] };
  return { externalId, request: { ...request, body } };
}

/** The end of the working day that is so many working days away. */
function dueAt(from: number, { reviewDays, timeZone }: TodoSettings): number {
  const day = addWorkingDays(dayOf(from, timeZone), reviewDays);
  return startOfDay(day, timeZone) + 18 * 3_600_000;
}

/** To as many characters as the to-do service takes. */
function shorten(text: string, most: number): string {
  const characters = [...text];
  return characters.length <= most ? text : `${characters.slice(0, most - 1).join('')}…`;
}
