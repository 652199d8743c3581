import { problem } from '@yimen/problem';
import { z } from 'zod';
import type { Services } from '../../services.ts';
import type { AdministrationCaller } from '../administrators.ts';
import { administratorRoleOf } from '../administrators.ts';
import type { AdministrationOperation, ChangeOperation, Plan } from '../operation.ts';
import { changeOperation, readOperation } from '../operation.ts';
import { paging, readCursor, writeCursor } from '../paging.ts';
import { openInput } from '../request-change.ts';
import { outdated, revisionOf } from '../revision.ts';
import { auditEvent, type ChangeRequest, type Planned, planChange } from '../run-change.ts';
import { type PendingChangeRow, pendingChangeSubject } from './pending-change-store.ts';
import { describePending, type OperationOf, presentPending } from './present-pending.ts';

type Person = Extract<AdministrationCaller, { kind: 'person' }>;
type Asked = { services: Services; caller: AdministrationCaller; state: PendingChangeRow | null };

const params = z.strictObject({ id: z.string().min(1).max(64) });
const decision = z.strictObject({ reason: z.string().trim().max(500).optional() });
const deciders = ['system-administrator', 'security-administrator'] as const;

const listOperation = (operationOf: OperationOf) =>
  readOperation({
    id: 'pending-changes.list',
    title: { 'zh-CN': '查看待复核事项', 'en-US': 'List changes that wait for approval' },
    method: 'GET',
    path: '/pending-changes',
    by: deciders,
    query: z.strictObject({
      state: z.enum(['pending', 'approved', 'refused', 'withdrawn', 'stale', 'expired']).optional(),
      ...paging,
    }),
    async read({ services, input: { query } }) {
      const after = readCursor(cursorSchema, query.cursor);
      const rows = await services.pendingChanges.page({ filter: query.state, after, limit: query.limit + 1 });
      const page = rows.slice(0, query.limit);
      const last = page.at(-1);
      const more = rows.length > page.length && last;
      return {
        body: {
          pendingChanges: await describePending(services, page, operationOf),
          cursor: more ? writeCursor({ requestedAt: last.requested_at, id: last.id }) : null,
        },
      };
    },
  });
const cursorSchema = z.strictObject({ requestedAt: z.number(), id: z.string() });

/** What this file decides about. The list of operations is handed in, since it contains these. */
export function pendingOperations(operationOf: OperationOf): readonly AdministrationOperation[] {
  const common = {
    method: 'POST' as const,
    params,
    body: decision,
    by: deciders,
    subject: pendingChangeSubject,
  };

  const approve = changeOperation({
    ...common,
    id: 'pending-changes.approve',
    title: { 'zh-CN': '复核通过', 'en-US': 'Approve a change' },
    path: '/pending-changes/:id/approve',
    async plan(asked) {
      const { row, person, operation } = requireDecider(asked, operationOf);
      return planApproval(asked.services, { row, person, operation, reason: asked.input.body.reason });
    },
  });

  const refuse = changeOperation({
    ...common,
    id: 'pending-changes.refuse',
    title: { 'zh-CN': '复核不通过', 'en-US': 'Refuse a change' },
    path: '/pending-changes/:id/refuse',
    async plan(asked) {
      const { row, person } = requireDecider(asked, operationOf);
      return planDecision(asked.services, { row, person, state: 'refused', reason: asked.input.body.reason });
    },
  });

  const withdraw = changeOperation({
    ...common,
    id: 'pending-changes.withdraw',
    title: { 'zh-CN': '撤回申请', 'en-US': 'Withdraw a request' },
    path: '/pending-changes/:id/withdraw',
    async plan(asked) {
      const { row, person } = requireOpen(asked);
      if (row.requested_by !== person.sub)
        throw problem('forbidden', { detail: 'somebody else asked for this' });
      return planDecision(asked.services, {
        row,
        person,
        state: 'withdrawn',
        reason: asked.input.body.reason,
      });
    },
  });
  return [listOperation(operationOf), approve, refuse, withdraw];
}

function requireOpen({ services, caller, state }: Asked): { row: PendingChangeRow; person: Person } {
  if (!state) throw problem('not-found');
  if (caller.kind !== 'person') throw problem('forbidden');
  const { state: now } = presentPending(state, services.now());
  if (now !== 'pending') throw problem('conflict', { detail: `this change is ${now}` });
  return { row: state, person: caller };
}

/** Another person than the one who asked, with a role that the operation names. */
function requireDecider(asked: Asked, operationOf: OperationOf) {
  const { row, person } = requireOpen(asked);
  const operation = operationOf(row.operation);
  if (!operation?.isChange || !operation.twoPersons)
    throw problem('conflict', { detail: 'this operation no longer exists' });
  if (row.requested_by === person.sub)
    throw problem('forbidden', { detail: 'nobody approves her own request' });
  if (!operation.twoPersons.by.includes(person.role)) {
    throw problem('forbidden', { detail: `needs the role ${operation.twoPersons.by.join(' or ')}` });
  }
  return { row, person, operation };
}

type Decision = { row: PendingChangeRow; person: Person };

function planDecision(
  { pendingChanges, now }: Services,
  o: Decision & { state: 'refused' | 'withdrawn' | 'stale'; reason?: string | undefined },
): Plan {
  const { row, person, state, reason } = o;
  const decided = { ...row, state, decided_by: person.sub, decided_username: person.username };
  return {
    before: { state: row.state },
    after: { state, ...(reason && { reason }) },
    async apply(trx) {
      if (!(await pendingChanges.decide(trx, row.id, { state, by: person, reason }))) throw outdated();
    },
    answer: () => ({
      body: presentPending({ ...decided, decided_at: now(), reason: reason ?? null }, now()),
    }),
  };
}

async function planApproval(
  services: Services,
  { row, person, operation, reason }: Decision & { operation: ChangeOperation; reason: string | undefined },
): Promise<Plan> {
  const stale = (): Plan => ({
    ...planDecision(services, { row, person, state: 'stale' }),
    // It is written down, and then told.
    answer() {
      throw outdated();
    },
  });
  const asker = await services.people.find(row.requested_by);
  const isStillAllowed = asker?.is_active && administratorRoleOf(asker.roles_json) === row.requested_role;
  if (!isStillAllowed) return stale();
  const request: ChangeRequest = { operation, input: openInput(services, row), caller: askerOf(row) };
  const current = await currentRevision(services, request);
  if (current !== row.revision) return stale();
  const planned = await planChange(services, { ...request, isReplanned: true });
  const { pendingChanges, now } = services;
  return {
    before: { state: row.state },
    after: { state: 'approved', operation: row.operation, ...(reason && { reason }) },
    async apply(trx) {
      if (!(await pendingChanges.decide(trx, row.id, { state: 'approved', by: person, reason })))
        throw outdated();
      await applyPlanned(trx, services, { request, planned, row, person });
    },
    applied: () => planned.plan.applied?.(),
    answer: () => ({
      body: presentPending(
        {
          ...row,
          state: 'approved',
          decided_by: person.sub,
          decided_username: person.username,
          decided_at: now(),
          reason: reason ?? null,
        },
        now(),
      ),
    }),
    ...(planned.plan.conflict && { conflict: planned.plan.conflict }),
  };
}

type Trx = Parameters<NonNullable<Plan['apply']>>[0];

async function applyPlanned(
  trx: Trx,
  services: Services,
  o: Decision & { request: ChangeRequest; planned: Planned },
): Promise<void> {
  const { request, planned, row, person } = o;
  const { subject } = request.operation;
  if (subject && planned.subjectId !== null) {
    const state = await subject.load(trx, planned.subjectId);
    if (revisionOf(state) !== row.revision) throw outdated();
  }
  await planned.plan.apply?.(trx);
  const detail = { pendingChange: row.id, approvedBy: { sub: person.sub, username: person.username } };
  await services.audit.recordIn(trx, auditEvent(request, planned, detail));
}

const askerOf = (row: PendingChangeRow): Person => ({
  kind: 'person',
  sub: row.requested_by,
  username: row.requested_username,
  role: row.requested_role as Person['role'],
  clientId: row.client_id,
});

async function currentRevision(
  { db }: Services,
  { operation: { subject }, input }: ChangeRequest,
): Promise<string | null> {
  return subject ? revisionOf(await subject.load(db.query, subject.id(input))) : null;
}
