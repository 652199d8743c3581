import type { PendingChangeRow } from './pending-change-store.ts';

/** A change that waits, or waited, as administrators see it. */
export function presentPending(row: PendingChangeRow, now: number): Record<string, unknown> {
  return {
    id: row.id,
    operation: row.operation,
    subject: row.subject_kind && { kind: row.subject_kind, id: row.subject_id },
    before: row.before_json,
    after: row.after_json,
    state: row.state === 'pending' && row.expires_at <= now ? 'expired' : row.state,
    requestedBy: { sub: row.requested_by, username: row.requested_username, role: row.requested_role },
    requestedAt: row.requested_at,
    expiresAt: row.expires_at,
    decidedBy: row.decided_by && { sub: row.decided_by, username: row.decided_username },
    decidedAt: row.decided_at,
    reason: row.reason,
  };
}
