/** One row of the trail: `GET /api/admin/audit/events`. */
export type AuditEvent = {
  readonly sequence: number;
  /** ISO 8601. */
  readonly at: string;
  readonly event: string;
  readonly outcome: 'success' | 'failure';
  readonly severity: 'info' | 'warning' | 'alert';
  readonly person: string | null;
  readonly username: string | null;
  readonly system: string | null;
  readonly session: string | null;
  readonly address: string | null;
  readonly userAgent: string | null;
  readonly detail: Readonly<Record<string, unknown>> | null;
};
export type AuditPage = { readonly events: readonly AuditEvent[]; readonly cursor: string | null };

/** Whether the chain holds: `GET /api/admin/audit/verification`. */
export type AuditVerification = {
  readonly ok: boolean;
  readonly rows: number;
  readonly links: number;
  readonly unlinked: number;
  readonly head: string;
  readonly broken?: { readonly what: string; readonly row?: number; readonly link?: number };
};
