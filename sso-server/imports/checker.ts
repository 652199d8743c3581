import type { ImportCounts } from './import-tables.ts';
import type { ReadRow } from './read-rows.ts';

/** What waits for the commit. */
export type StagedRow = { line: number; row: Record<string, unknown>; hash?: string | undefined };

/** Checks rows against the directory, some hundred at a time, and says what each would do. */
export type Checker = {
  check(rows: ReadRow[]): Promise<StagedRow[]>;
  /** What can only be judged when the whole file has been read. */
  finish(): void;
  counts: ImportCounts;
};
