import type { OperatedPublisher, PublisherKey } from '@yimen/shell-contract';
import type { PublisherKeyRow, PublisherPolicyRow } from '../../stores/publisher-store.ts';
import { mustSign } from './must-sign.ts';

/** Publishers of which there is a policy or a key, by name. */
export function presentPublishers(
  policies: readonly PublisherPolicyRow[],
  keys: readonly PublisherKeyRow[],
): OperatedPublisher[] {
  const names = new Set([...policies, ...keys].map(({ publisher }) => publisher));
  return [...names].sort().map((publisher) => {
    const policy = policies.find((row) => row.publisher === publisher);
    const own = keys.filter((key) => key.publisher === publisher);
    const rule = policy?.signature_rule ?? null;
    return {
      publisher,
      signatureRequired: rule === null ? null : rule === 'required',
      mustSign: mustSign(policy, own),
      codeOrigins: policy?.origins_json ?? [],
      people: policy?.people_json ?? [],
      keys: own.map(presentKey),
    };
  });
}

const presentKey = (key: PublisherKeyRow): PublisherKey => ({
  keyId: key.key_id,
  jwk: { ...key.jwk_json },
  createdAt: key.created_at,
  createdBy: key.created_by,
  revokedAt: key.revoked_at,
  revokedBy: key.revoked_by,
  compromisedSince: key.compromised_since,
});
