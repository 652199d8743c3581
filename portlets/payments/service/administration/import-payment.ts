import { createHash } from 'node:crypto';
import type { Database } from '@yimen/database';
import { type FieldError, problem } from '@yimen/problem';
import type { z } from 'zod';
import type { ImportOutcome, paymentImport } from '../../contract/administration.ts';
import { type PaymentState, transitions } from '../../contract/payment-state.ts';
import { draftColumns } from '../payments/draft-columns.ts';
import { type PaymentStore, type PaymentWithUnit, paymentStore } from '../payments/payment-store.ts';
import type { PaymentsTables } from '../tables.ts';
import { outboxStore } from '../todo-outbox/outbox-store.ts';
import { type TodoSettings, todosAfter } from '../todo-outbox/todo-messages.ts';
import { unitStore } from '../units/unit-store.ts';

type Import = z.output<typeof paymentImport>;
type Step = Import['steps'][number] & { from: PaymentState | null; to: PaymentState };

/**
 * Takes over a request with its history from another place. Repeating it changes nothing; a changed import replaces
 * an earlier one, but never what people have done since.
 *
 * @throws problem `invalid-input` for an unknown unit or project and for steps that the state machine forbids,
 *   `conflict` when another request has the number
 */
export async function importPayment(
  db: Database<PaymentsTables>,
  id: string,
  given: Import,
  settings: TodoSettings & { now: number },
): Promise<ImportOutcome['outcome']> {
  const steps = stepsWithStates(given.steps);
  const digest = createHash('sha256').update(JSON.stringify(given)).digest('base64url');
  return db.transaction(async (trx) => {
    const store = paymentStore(trx);
    const present = await store.find(id);
    if (present?.import_digest === digest) return 'unchanged';
    if (present && present.revision !== present.import_revision) return 'kept';
    const unit = await unitStore(trx).find(given.unitId);
    if (!unit) throw invalid([{ pointer: '/body/unitId', detail: 'unit' }]);
    if (present) await store.remove(id);
    // A second import must not reuse the revisions, and with them the to-dos, of the first.
    const first = present?.revision ?? 0;
    await insertImported(store, { id, given, steps, revision: first + steps.length, digest, unit });
    const imported = await store.find(id);
    if (!imported) throw new Error('an inserted request is missing');
    const requests = await todosOfImport(store, { imported, present, steps, settings });
    await outboxStore(trx).add(id, imported.revision, requests, settings.now);
    return present ? 'replaced' : 'created';
  });
}

type Inserted = {
  id: string;
  given: Import;
  steps: readonly Step[];
  revision: number;
  digest: string;
  unit: Parameters<typeof draftColumns>[1];
};

async function insertImported(store: PaymentStore, { id, given, steps, revision, digest, unit }: Inserted) {
  const [first] = steps;
  const last = steps.at(-1);
  if (!first || !last) throw new RangeError('an import has at least one step');
  await store.insert({
    ...draftColumns(given.draft, unit, given.number),
    id,
    number: given.number,
    state: last.to,
    revision,
    created_by_sub: first.by.sub,
    created_by: first.by.name,
    created_at: first.at,
    state_at: last.at,
    open_todo: null,
    import_digest: digest,
    import_revision: revision,
  });
  for (const [index, { action, from, to, by, at, opinion }] of steps.entries()) {
    await store.addStep({
      payment_id: id,
      position: index + 1,
      action,
      from_state: from,
      to_state: to,
      by_sub: by.sub,
      by_name: by.name,
      opinion,
      done_at: at,
    });
  }
}

type Imported = {
  imported: PaymentWithUnit;
  present: PaymentWithUnit | undefined;
  steps: readonly Step[];
  settings: TodoSettings;
};

/** Only the last step matters for to-dos: what is long done needs none. */
async function todosOfImport(store: PaymentStore, { imported, present, steps, settings }: Imported) {
  const last = steps.at(-1);
  const withdrawn = present?.open_todo
    ? [{ method: 'DELETE' as const, path: `/api/todos/${present.open_todo}` }]
    : [];
  if (!last || last.action === 'create') return withdrawn;
  const act = { ...last, action: last.action, revision: imported.revision };
  const { requests, openTodo } = todosAfter(imported, act, settings);
  if (openTodo) await store.update(imported.id, imported.revision, { open_todo: openTodo });
  return [...withdrawn, ...requests];
}

function stepsWithStates(steps: Import['steps']): Step[] {
  const errors: FieldError[] = [];
  let state: PaymentState | null = null;
  let before = 0;
  const known = steps.map((step, index): Step => {
    const from: PaymentState | null = state;
    const pointer = `/body/steps/${index}`;
    if (step.at < before) errors.push({ pointer: `${pointer}/at`, detail: 'is before the step above' });
    before = step.at;
    if (!isPossible(step.action, from))
      errors.push({ pointer: `${pointer}/action`, detail: `not possible from ${from}` });
    const to: PaymentState = step.action === 'create' ? 'draft' : transitions[step.action].to;
    state = to;
    return { ...step, from, to };
  });
  if (errors.length > 0) throw invalid(errors);
  return known;
}

function isPossible(action: Import['steps'][number]['action'], from: PaymentState | null): boolean {
  if (action === 'create' || from === null) return action === 'create' && from === null;
  return transitions[action].from.includes(from);
}

function invalid(errors: FieldError[]): Error {
  return problem('invalid-input', { errors });
}
