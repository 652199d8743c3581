import type { LocalName } from './local-name.ts';

export type PendingState = 'pending' | 'approved' | 'refused' | 'withdrawn' | 'stale' | 'expired';

/** What a thing was before a change, or shall be after it. Only what differs, where both are there. */
export type Summary = Readonly<Record<string, unknown>>;

type Person = { readonly sub: string; readonly username: string | null; readonly name?: LocalName | null };

/** A change that waits for a second administrator, or waited: `GET /api/admin/pending-changes`. */
export type PendingChange = {
  readonly id: string;
  /** `people.roles.put`: which operation it is, for good. */
  readonly operation: string;
  /** What the operation is called; null for one that no longer exists. */
  readonly title: LocalName | null;
  /** The roles that may approve or refuse it. */
  readonly mayApprove: readonly string[];
  readonly subject: {
    readonly kind: string;
    readonly id: string | null;
    readonly name?: LocalName;
    readonly username?: string;
  } | null;
  readonly before: Summary | null;
  readonly after: Summary | null;
  readonly state: PendingState;
  readonly requestedBy: Person & { readonly role: string };
  /** Moments are milliseconds since 1970. */
  readonly requestedAt: number;
  readonly expiresAt: number;
  readonly decidedBy: Person | null;
  readonly decidedAt: number | null;
  readonly reason: string | null;
};

export type PendingChangePage = {
  readonly pendingChanges: readonly PendingChange[];
  readonly cursor: string | null;
};

/** The answer to a change that needs two persons: nothing has changed yet. */
export type WaitingAnswer = { readonly pendingChange: Pick<PendingChange, 'id' | 'state' | 'expiresAt'> };
