import type { LocalName } from './local-name.ts';

export type Unit = {
  readonly id: string;
  readonly name: LocalName;
  readonly parentId: string | null;
  readonly code: string | null;
  readonly sortOrder: number;
};
export type Post = { readonly id: string; readonly name: LocalName; readonly sortOrder: number };
export type Role = { readonly id: string; readonly name: LocalName; readonly description: LocalName | null };

/** `GET /api/admin/organisation`. */
export type Organisation = {
  readonly units: readonly Unit[];
  readonly posts: readonly Post[];
  readonly roles: readonly Role[];
};
