import type { Generated } from 'kysely';

export type AuditEventTable = {
  sequence: Generated<number>;
  at: number;
  event: string;
  outcome: string;
  severity: string;
  sub: string | null;
  username: string | null;
  client_id: string | null;
  session_uid: string | null;
  ip: string | null;
  user_agent: string | null;
  detail_json: Record<string, unknown> | null;
  /** HMAC-SM3 of everything above but `sequence`; null in rows of versions before the chain. */
  mac: string | null;
};

/** A link of the chain: some rows, in order, and the hash of the link before. Append-only. */
export type AuditLinkTable = {
  position: number;
  first_sequence: number;
  last_sequence: number;
  row_count: number;
  /** Which rows: `100-163,165`. */
  sequences: string;
  /** The first 8 hexadecimal digits of each row's MAC, in order: they name the row that is broken. */
  digests: string;
  last_at: number;
  hash: string;
  sealed_at: number;
};

/** The end of the chain. One row; its MAC shows that nobody cut the end off. */
export type AuditHeadTable = {
  id: string;
  position: number;
  last_sequence: number;
  /** PostgreSQL: every transaction below this number had ended when it was sealed. */
  horizon: number;
  /** PostgreSQL: the cluster whose transaction ids these are, and the last row from before it was this one's. */
  cluster: string;
  since_sequence: number;
  hash: string;
  mac: string;
};

/** What was moved to a file. The chain goes on from `hash`. Append-only. */
export type AuditArchiveTable = {
  position: number;
  hash: string;
  last_sequence: number;
  through_at: number;
  row_count: number;
  file: string;
  file_digest: string;
  archived_at: number;
  mac: string;
};
