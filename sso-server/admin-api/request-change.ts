import { randomUUID } from 'node:crypto';
import { problem } from '@yimen/problem';
import type { Services } from '../services.ts';
import type { AdministrationCaller } from './administrators.ts';
import type { Answer, ChangeOperation, OperationInput } from './operation.ts';
import { presentPending } from './pending/present-pending.ts';
import { actorOf, type ChangeRequest, type Planned, runChange } from './run-change.ts';
import { difference } from './summary.ts';

type PersonCaller = Extract<AdministrationCaller, { kind: 'person' }>;

const waitingMs = 7 * 24 * 60 * 60_000;

/** What waits is sealed for its own row. */
export const inputPurpose = (id: string) => `pending-change:${id}`;

/** Makes a change at once, or lets it wait for a second administrator where it needs one. */
export async function requestChange(services: Services, request: ChangeRequest): Promise<Answer> {
  const { operation, caller } = request;
  const completed = operation.complete?.(request.input, await loadForCompletion(services, request));
  const asked = { ...request, input: completed?.input ?? request.input };
  // Of the very plan that is made: in a moment between two the account may have become an administrator's.
  const answer = await runChange(services, asked, async (planned) => {
    if (!needsSecond(services, asked, planned)) return undefined;
    if (caller.kind !== 'person') throw problem('forbidden', { detail: 'needs two administrators' });
    return await addPending(services, { ...asked, caller }, planned);
  });
  return completed?.tell ? { ...answer, body: { ...(answer.body as object), ...completed.tell } } : answer;
}

async function loadForCompletion({ db }: Services, { operation, input }: ChangeRequest): Promise<unknown> {
  const { subject } = operation;
  return operation.complete && subject ? await subject.load(db.query, subject.id(input)) : null;
}

/** Whether it is one of the changes that take two persons and would change anything. */
function needsSecond(services: Services, request: ChangeRequest, planned: Planned): boolean {
  const { operation, caller } = request;
  // Who installs is alone; afterwards there are three.
  if (!operation.twoPersons || caller.kind === 'command') return false;
  if (caller.kind === 'program' && caller.right === 'installation') return false;
  return planned.plan.apply !== undefined && isSensitive(services, operation, { request, planned });
}

function isSensitive(
  services: Services,
  { twoPersons }: ChangeOperation,
  { request, planned }: { request: ChangeRequest; planned: Planned },
): boolean {
  const { plan, state } = planned;
  const { input, caller } = request;
  return twoPersons?.when?.({ services, input, caller, state, plan }) ?? true;
}

async function addPending(
  services: Services,
  request: ChangeRequest & { caller: PersonCaller },
  planned: Planned,
): Promise<Answer> {
  const { seal, db, audit, pendingChanges, now } = services;
  const { operation, caller, origin } = request;
  const id = randomUUID();
  const { before, after } = difference(planned.plan.before, planned.plan.after);
  const at = now();
  const row = {
    id,
    operation: operation.id,
    subject_kind: operation.subject?.kind ?? null,
    subject_id: planned.subjectId,
    sealed_input: seal.seal(JSON.stringify(request.input), inputPurpose(id)),
    revision: planned.revision,
    before_json: before,
    after_json: after,
    state: 'pending' as const,
    requested_by: caller.sub,
    requested_username: caller.username,
    requested_role: caller.role,
    client_id: caller.clientId,
    requested_at: at,
    expires_at: at + waitingMs,
    ...{ decided_by: null, decided_username: null, decided_at: null, reason: null },
  };
  await db.transaction(async (trx) => {
    await pendingChanges.add(trx, row);
    await audit.recordIn(trx, {
      event: 'change-requested',
      outcome: 'success',
      ...actorOf(caller),
      ip: origin?.ip ?? null,
      userAgent: origin?.userAgent ?? null,
      detail: {
        operation: operation.id,
        pendingChange: id,
        ...(row.subject_kind && { subject: { kind: row.subject_kind, id: row.subject_id } }),
        before,
        after,
      },
    });
  });
  return { status: 202, body: { pendingChange: presentPending(row, at) } };
}

/** The input of a change that waited. */
export function openInput({ seal }: Services, row: { id: string; sealed_input: string }): OperationInput {
  return JSON.parse(seal.open(row.sealed_input, inputPurpose(row.id))) as OperationInput;
}
