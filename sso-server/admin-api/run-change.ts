import { isUniqueViolation } from '@yimen/database';
import { problem } from '@yimen/problem';
import type { Transaction } from 'kysely';
import type { AuditEvent } from '../audit/audit-log.ts';
import type { SsoDatabase } from '../database-schema.ts';
import type { Services } from '../services.ts';
import type { AdministrationCaller } from './administrators.ts';
import type { Answer, ChangeOperation, OperationInput, Plan } from './operation.ts';
import { type Expected, expectationMissing, isAsExpected, outdated, revisionOf } from './revision.ts';
import { difference } from './summary.ts';

export type Origin = { ip?: string | undefined; userAgent?: string | undefined; path?: string };

export type ChangeRequest = {
  operation: ChangeOperation;
  input: OperationInput;
  caller: AdministrationCaller;
  origin?: Origin;
  expected?: Expected;
  /** Planned a second time for its approval: what the asker had to say, she said then. */
  isReplanned?: boolean;
};

export type Planned = { plan: Plan; state: unknown; revision: string | null; subjectId: string | null };

const attempts = 5;

/** Reads what the change is about, checks it against what the caller has seen, and plans. */
export async function planChange(services: Services, request: ChangeRequest): Promise<Planned> {
  const { operation, input, caller } = request;
  const subjectId = operation.subject?.id(input) ?? null;
  const state = await loadSubject(services, request);
  const revision = revisionOf(state);
  checkExpectation(request, revision);
  const plan = await operation.plan({ services, input, caller, state });
  return { plan, state, revision, subjectId };
}

/**
 * Plans and makes a change, with its audit row, in one transaction. When what it is about changes in between, a caller
 * who said what she expects is told (412); for others it is planned anew.
 *
 * @param instead asked of every plan before it is made: what is answered when it is not to be made now
 */
export async function runChange(
  services: Services,
  request: ChangeRequest,
  instead?: (planned: Planned) => Promise<Answer | undefined>,
): Promise<Answer> {
  for (let attempt = 1; ; attempt += 1) {
    const planned = await planChange(services, request);
    const other = await instead?.(planned);
    if (other) return other;
    if (await commitChange(services, request, planned)) return answerOf(services, request, planned);
    if (request.expected || attempt === attempts) throw outdated();
  }
}

/**
 * @param more what else belongs into the same transaction
 * @returns false when the thing is no longer what the plan was made for; nothing has happened then
 */
export async function commitChange(
  services: Services,
  request: ChangeRequest,
  planned: Planned,
  more?: { first?: (trx: Transaction<SsoDatabase>) => Promise<void>; detail?: Record<string, unknown> },
): Promise<boolean> {
  const { plan, revision } = planned;
  const { subject } = request.operation;
  try {
    await services.db.transaction(async (trx) => {
      await more?.first?.(trx);
      if (subject && planned.subjectId !== null) {
        const state = await subject.load(trx, planned.subjectId);
        if (revisionOf(state) !== revision) throw new Outdated();
      }
      await plan.apply?.(trx);
      await services.audit.recordIn(trx, auditEvent(request, planned, more?.detail));
    });
  } catch (error) {
    if (error instanceof Outdated) return false;
    if (isUniqueViolation(error)) {
      throw problem('conflict', { cause: error, ...(plan.conflict && { errors: [plan.conflict] }) });
    }
    throw error;
  }
  await plan.applied?.();
  return true;
}

class Outdated extends Error {}

async function answerOf(services: Services, request: ChangeRequest, { plan }: Planned): Promise<Answer> {
  const given = typeof plan.answer === 'function' ? plan.answer() : plan.answer;
  const isNew = plan.before === null && plan.after !== null;
  const revision = revisionOf(await loadSubject(services, request));
  return {
    status: given?.status ?? (isNew ? 201 : 200),
    body: given?.body ?? plan.after ?? {},
    headers: { ...(revision !== null && { etag: `"${revision}"` }), ...given?.headers },
  };
}

async function loadSubject(
  { db }: Services,
  { operation: { subject }, input }: ChangeRequest,
): Promise<unknown> {
  return subject ? await subject.load(db.query, subject.id(input)) : null;
}

function checkExpectation(request: ChangeRequest, revision: string | null): void {
  const { operation, caller, expected, isReplanned } = request;
  if (caller.kind === 'program' && caller.right === 'provision' && operation.programs === 'provision-new') {
    if (revision !== null)
      throw expected ? outdated() : problem('forbidden', { detail: 'it exists already' });
  }
  if (!isAsExpected(expected, revision)) throw outdated();
  const replaces = operation.method === 'PUT' || operation.method === 'PATCH';
  // A person works on what she saw, a program states what shall be.
  if (caller.kind === 'person' && replaces && revision !== null && !expected && !isReplanned)
    throw expectationMissing();
}

/** Who did what to whom, with what differs. */
export function auditEvent(
  { operation, caller, origin }: ChangeRequest,
  { plan, subjectId }: Pick<Planned, 'plan' | 'subjectId'>,
  more: Record<string, unknown> = {},
): AuditEvent {
  return {
    event: 'administration',
    outcome: 'success',
    ...actorOf(caller),
    ip: origin?.ip ?? null,
    userAgent: origin?.userAgent ?? null,
    detail: {
      operation: operation.id,
      ...(operation.subject && { subject: { kind: operation.subject.kind, id: subjectId } }),
      ...(plan.apply ? difference(plan.before, plan.after) : { isUnchanged: true }),
      ...(caller.kind === 'command' && { command: caller.name }),
      ...more,
    },
  };
}

export function actorOf(caller: AdministrationCaller): Pick<AuditEvent, 'sub' | 'username' | 'clientId'> {
  if (caller.kind === 'person') {
    return { sub: caller.sub, username: caller.username, clientId: caller.clientId };
  }
  return caller.kind === 'program' ? { clientId: caller.clientId } : {};
}
