import type { LocalName } from './local-name.ts';

export type ImportKind = 'people' | 'units' | 'posts';
export type ImportState = 'checked' | 'rejected' | 'committing' | 'committed' | 'failed';

export type ImportMistake = {
  readonly line: number | null;
  readonly column: string | null;
  readonly code: string;
  readonly reason: LocalName;
};

/** `POST /api/admin/imports` (dry run), `GET /api/admin/imports/{id}`. */
export type ImportBatch = {
  readonly id: string;
  readonly kind: ImportKind;
  readonly fileName: string | null;
  readonly state: ImportState;
  readonly rows: number;
  readonly mistakeCount: number;
  readonly counts: {
    readonly created: number;
    readonly changed: number;
    readonly unchanged: number;
    readonly withRoles: number;
  };
};

/** `GET /api/admin/imports/{id}/mistakes`. */
export type ImportMistakes = {
  readonly mistakes: readonly ImportMistake[];
  readonly cursor: string | null;
};
