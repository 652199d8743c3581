/** Follows `person.roles_json` by trigger: who holds one of the three administrator roles. Read only. */
export type AdministratorTable = { sub: string; role: string };

/** One row, as soon as the installation is finished. */
export type InstallationTable = { id: string; finished_at: number };

/** `expired` is not stored: it is what is pending after its time. */
export type PendingChangeState = 'pending' | 'approved' | 'refused' | 'withdrawn' | 'stale';

export type PendingChangeTable = {
  id: string;
  operation: string;
  subject_kind: string | null;
  subject_id: string | null;
  /** What was asked for, sealed: it may hold a new client secret. */
  sealed_input: string;
  revision: string | null;
  before_json: Record<string, unknown> | null;
  after_json: Record<string, unknown> | null;
  state: PendingChangeState;
  requested_by: string;
  requested_username: string;
  requested_role: string;
  client_id: string;
  requested_at: number;
  expires_at: number;
  decided_by: string | null;
  decided_username: string | null;
  decided_at: number | null;
  reason: string | null;
};
