/** Kinds of keys: the algorithms of tokens, and the signature of cookies. */
export const keyPurposes = ['ES256', 'RS256', 'cookie'] as const;
export type KeyPurpose = (typeof keyPurposes)[number];

/** A key without itself: `GET /api/admin/keys`. Moments are ISO 8601. */
export type Key = {
  readonly id: string;
  readonly purpose: KeyPurpose;
  readonly state: 'next' | 'current' | 'previous' | 'retired';
  readonly createdAt: string;
  readonly activeAt: string;
  readonly supersededAt: string | null;
  readonly retiredAt: string | null;
};
export type KeyList = { readonly keys: readonly Key[] };
