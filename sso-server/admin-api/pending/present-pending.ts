import type { Services } from '../../services.ts';
import type { AdministrationOperation } from '../operation.ts';
import type { PendingChangeRow } from './pending-change-store.ts';

export type OperationOf = (id: string) => AdministrationOperation | undefined;

/** A change that waits, or waited, as administrators see it. */
export function presentPending(row: PendingChangeRow, now: number) {
  return {
    id: row.id,
    operation: row.operation,
    subject: row.subject_kind === null ? null : { kind: row.subject_kind, id: row.subject_id },
    before: row.before_json,
    after: row.after_json,
    state: row.state === 'pending' && row.expires_at <= now ? 'expired' : row.state,
    requestedBy: { sub: row.requested_by, username: row.requested_username, role: row.requested_role },
    requestedAt: row.requested_at,
    expiresAt: row.expires_at,
    decidedBy: row.decided_by === null ? null : { sub: row.decided_by, username: row.decided_username },
    decidedAt: row.decided_at,
    reason: row.reason,
  };
}

/** With what a person needs to judge it: what it is called, whom it concerns, and who may decide. */
export async function describePending(
  { people, now }: Services,
  rows: readonly PendingChangeRow[],
  operationOf: OperationOf,
): Promise<Record<string, unknown>[]> {
  const subs = rows.flatMap((row) => [row.requested_by, row.decided_by, personOf(row)]);
  const names = await people.namesOf([...new Set(subs.filter((sub) => sub !== null))]);
  const named = <Person extends { sub: string } | null>(person: Person) =>
    person && { ...person, name: names.get(person.sub)?.name ?? null };
  return rows.map((row) => {
    const operation = operationOf(row.operation);
    const presented = presentPending(row, now());
    const sub = personOf(row);
    const subject = sub === null ? presented.subject : { ...presented.subject, ...names.get(sub) };
    return {
      ...presented,
      title: operation?.title ?? null,
      mayApprove: operation?.isChange ? (operation.twoPersons?.by ?? []) : [],
      subject,
      requestedBy: named(presented.requestedBy),
      decidedBy: named(presented.decidedBy),
    };
  });
}

const personOf = (row: PendingChangeRow) => (row.subject_kind === 'person' ? row.subject_id : null);
