import type { PublisherKeyRow, PublisherPolicyRow } from '../../stores/publisher-store.ts';

/**
 * Whether releases of a publisher have to be signed: as its policy says, and where that says nothing, when it has a key.
 * A revoked one counts: losing the only key is no way to publish without any.
 */
export function mustSign(
  policy: Pick<PublisherPolicyRow, 'signature_rule'> | undefined,
  keys: readonly Pick<PublisherKeyRow, 'key_id'>[],
): boolean {
  const rule = policy?.signature_rule ?? null;
  return rule === null ? keys.length > 0 : rule === 'required';
}
