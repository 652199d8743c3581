import type { ReleaseLine } from '../stores/release-store.ts';

/** Why a release is not given to anybody although it is not retired. */
export type WithheldReason = 'damaged' | 'key-compromised';

/** Whether a stored release must not be served. */
export function whyWithheld(row: ReleaseLine): WithheldReason | null {
  if (row.damaged_at !== null) return 'damaged';
  const since = row.compromised_since;
  return since !== null && since <= row.published_at ? 'key-compromised' : null;
}
