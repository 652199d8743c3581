/** Every kind of event; the names stay for good, since old rows have them. */
export type AuditEventName =
  | 'sign-in'
  | 'sign-in-failed'
  | 'authorization'
  | 'authorization-refused'
  | 'token-granted'
  | 'token-refused'
  | 'sign-out'
  | 'session-ended'
  | 'administration'
  | 'administration-read'
  | 'administration-refused'
  | 'change-requested'
  | 'change-approved'
  | 'change-refused'
  | 'change-withdrawn'
  | 'installation-finished'
  | 'key-changed'
  | 'token-replayed'
  | 'new-device'
  | 'device-confirmed'
  | 'device-disowned'
  | 'password-changed'
  | 'scheduled-change'
  | 'factor-proved'
  | 'factor-failed'
  | 'factor-added'
  | 'factor-removed'
  | 'recovery-codes-made'
  | 'people-imported'
  | 'organisation-imported';

/** `alert` is something that somebody has to look at. */
export type AuditSeverity = 'info' | 'warning' | 'alert';

/** What the audit trail knows. Data, not prose; never a password, token or cookie. */
export type AuditEvent = {
  event: AuditEventName;
  outcome: 'success' | 'failure';
  /** `info` when left out. */
  severity?: AuditSeverity;
  sub?: string | null;
  username?: string | null;
  clientId?: string | null;
  sessionUid?: string | null;
  ip?: string | null;
  userAgent?: string | null;
  detail?: Record<string, unknown>;
};
