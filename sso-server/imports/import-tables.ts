export type ImportKind = 'people' | 'units' | 'posts';

/** `checked`: without a mistake, may be committed. `rejected`: has mistakes. */
export type ImportState = 'checked' | 'rejected' | 'committing' | 'committed' | 'failed';

/** `withRoles`: who would hold other roles than before, and administrators who would change: that takes two persons. */
export type ImportCounts = { created: number; changed: number; unchanged: number; withRoles: number };

export type ImportBatchTable = {
  id: string;
  kind: ImportKind;
  file_name: string | null;
  /** SHA-256 of the file, for the trail. */
  digest: string;
  encoding: string | null;
  state: ImportState;
  row_count: number;
  mistake_count: number;
  counts_json: ImportCounts;
  /** Why a commit failed. */
  failure: string | null;
  created_at: number;
  created_by: string | null;
  settled_at: number | null;
  leased_until_at: number | null;
};

export type ImportRowTable = {
  import_id: string;
  line: number;
  row_json: Record<string, unknown>;
  /** The hash of an older system waits sealed: until it is wrapped in Argon2id it is worth a password. */
  sealed_hash: string | null;
};

export type ImportMistakeTable = {
  import_id: string;
  sequence: number;
  line: number | null;
  column_name: string | null;
  code: string;
  reason_json: { 'zh-CN': string; 'en-US': string };
};
