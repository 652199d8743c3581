import { randomUUID } from 'node:crypto';
import type { Database } from '@yimen/database';
import type { Caller } from '@yimen/service-kit';
import { dayOf } from '@yimen/service-kit';
import type { PaymentDraft } from '../../contract/payment-draft.ts';
import { editableStates, type PaymentAction, transitions } from '../../contract/payment-state.ts';
import type { PaymentsTables } from '../tables.ts';
import { outboxStore } from '../todo-outbox/outbox-store.ts';
import { type TodoSettings, todosAfter } from '../todo-outbox/todo-messages.ts';
import { unitStore } from '../units/unit-store.ts';
import { draftColumns } from './draft-columns.ts';
import { authorizeAction, authorizeEdit, isClerkOf, seesUnit } from './payment-policy.ts';
import { type PaymentStore, type PaymentWithUnit, paymentStore } from './payment-store.ts';
import { refuse } from './refuse.ts';

/** What people do with payment requests. Each call is one transaction: state, history and to-dos go together. */
export type PaymentDesk = {
  /** @throws problem `forbidden`, `invalid-input` */
  create(caller: Caller, draft: PaymentDraft): Promise<string>;
  /** @throws problem `not-found`, `forbidden`, `revision-outdated`, `conflict`, `invalid-input` */
  edit(caller: Caller, change: { id: string; revision: number; draft: PaymentDraft }): Promise<void>;
  /** @throws problem `not-found`, `forbidden`, `revision-outdated`, `conflict` */
  act(
    caller: Caller,
    act: { id: string; revision: number; action: PaymentAction; opinion: string },
  ): Promise<void>;
};

type Parts = {
  db: Database<PaymentsTables>;
  clock: () => number;
  settings: TodoSettings;
  /** Called after each commit. */
  onChange: () => void;
};

export function createPaymentDesk({ db, clock, settings, onChange }: Parts): PaymentDesk {
  return {
    async create(caller, draft) {
      const id = await db.transaction(async (trx) => {
        const unitId = caller.unitId;
        if (unitId === undefined || !isClerkOf(caller, unitId)) throw refuse('forbidden', 'not-clerk');
        const unit = await unitStore(trx).find(unitId);
        if (!unit) throw refuse('forbidden', 'unit-unknown');
        return insertDraft({ store: paymentStore(trx), caller, draft, unit, now: clock(), settings });
      });
      onChange();
      return id;
    },
    async edit(caller, { id, revision, draft }) {
      await db.transaction(async (trx) => {
        const store = paymentStore(trx);
        const payment = await requirePayment(store, caller, id);
        authorizeEdit(caller, payment);
        if (payment.revision !== revision) throw await outdated(store, payment);
        if (!editableStates.includes(payment.state)) throw refuse('conflict', 'not-editable');
        const unit = await unitStore(trx).find(payment.unit_id);
        if (!unit) throw refuse('forbidden', 'unit-unknown');
        const columns = draftColumns(draft, unit, payment.number);
        if (!(await store.update(id, revision, { ...columns, revision: revision + 1 }))) {
          throw await outdated(store, payment);
        }
        await addStep(store, payment, {
          action: 'edit',
          to: payment.state,
          caller,
          opinion: '',
          at: clock(),
        });
      });
      onChange();
    },
    async act(caller, { id, revision, action, opinion }) {
      await db.transaction(async (trx) => {
        const store = paymentStore(trx);
        const payment = await requirePayment(store, caller, id);
        authorizeAction(caller, action, payment);
        if (payment.revision !== revision) throw await outdated(store, payment);
        const { from, to } = transitions[action];
        if (!from.includes(payment.state))
          throw refuse('conflict', 'wrong-state', { action, state: payment.state });
        const at = clock();
        const next = revision + 1;
        const by = { sub: caller.sub, name: nameOf(caller) };
        const todos = todosAfter(payment, { action, to, revision: next, by, at, opinion }, settings);
        const changes = { state: to, revision: next, state_at: at, open_todo: todos.openTodo };
        if (!(await store.update(id, revision, changes))) throw await outdated(store, payment);
        await addStep(store, payment, { action, to, caller, opinion, at });
        await outboxStore(trx).add(id, next, todos.requests, at);
      });
      onChange();
    },
  };
}

/** The request, when the person may see it. @throws problem `not-found` otherwise: also that it exists is not told */
export async function requirePayment(
  store: PaymentStore,
  caller: Caller,
  id: string,
): Promise<PaymentWithUnit> {
  const payment = await store.find(id);
  if (!payment || !seesUnit(caller, payment.unit_id)) throw refuse('not-found', 'no-payment');
  return payment;
}

type NewDraft = {
  store: PaymentStore;
  caller: Caller;
  draft: PaymentDraft;
  unit: Parameters<typeof draftColumns>[1];
  now: number;
  settings: TodoSettings;
};

async function insertDraft({ store, caller, draft, unit, now, settings }: NewDraft): Promise<string> {
  const day = dayOf(now, settings.timeZone).replaceAll('-', '');
  const number = `ZF${day}-${String(await store.nextNumber(day)).padStart(4, '0')}`;
  const id = randomUUID();
  const by = { sub: caller.sub, name: nameOf(caller) };
  await store.insert({
    ...draftColumns(draft, unit, number),
    id,
    number,
    state: 'draft',
    revision: 1,
    created_by_sub: by.sub,
    created_by: by.name,
    created_at: now,
    state_at: now,
    open_todo: null,
    import_digest: null,
    import_revision: null,
  });
  await addStep(store, { id, state: null }, { action: 'create', to: 'draft', caller, opinion: '', at: now });
  return id;
}

type NewStep = {
  action: PaymentAction | 'create' | 'edit';
  to: PaymentWithUnit['state'];
  caller: Caller;
  opinion: string;
  at: number;
};

async function addStep(
  store: PaymentStore,
  payment: { id: string; state: PaymentWithUnit['state'] | null },
  { action, to, caller, opinion, at }: NewStep,
): Promise<void> {
  const position = (await store.steps(payment.id)).length + 1;
  await store.addStep({
    payment_id: payment.id,
    position,
    action,
    from_state: payment.state,
    to_state: to,
    by_sub: caller.sub,
    by_name: nameOf(caller),
    opinion,
    done_at: at,
  });
}

async function outdated(store: PaymentStore, seen: PaymentWithUnit): Promise<Error> {
  const current = (await store.find(seen.id)) ?? seen;
  const last = (await store.steps(seen.id)).at(-1);
  return refuse('revision-outdated', 'outdated', {
    state: current.state,
    ...(last && { by: last.by_name, at: last.done_at }),
  });
}

function nameOf(caller: Caller): string {
  return caller.name ?? caller.username ?? caller.sub;
}
