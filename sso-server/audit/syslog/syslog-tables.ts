/** How far the audit trail was sent: the position of the last link that a collector has. One row. */
export type AuditForwardTable = {
  id: string;
  position: number;
  /** The process that sends now, and until when it may: one of several does. */
  holder: string | null;
  held_until_at: number;
};
