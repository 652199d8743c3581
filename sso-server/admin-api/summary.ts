import type { Summary } from './operation.ts';
import { canonicalJson } from './revision.ts';

const secretName = /^\w*(secret|password|token|privatekey|recoverycode)\w*$/i;

/** Members that are named like a secret and are none: whoever approves, or looks at the trail, has to see them. */
const shownMembers = new Set([
  'tokenEndpointAuthMethod',
  'idTokenAlg',
  'rotateRefreshTokens',
  'claimsInIdToken',
]);

/** Whether a password is there. No password of the policies is as short as these. */
const shownValues = new Set(['set', 'none']);

/** Whether what stands in this member is hidden from the trail and from approvers. */
export const isHiddenMember = (key: string): boolean => secretName.test(key) && !shownMembers.has(key);

/**
 * Only what differs, so that the trail and an approver see the change and not the thing. A member that is named like a
 * secret is hidden here too, in case a presenter forgot.
 */
export function difference(before: Summary | null, after: Summary | null) {
  if (!before || !after) return { before: before && hideSecrets(before), after: after && hideSecrets(after) };
  const changed = [...new Set([...Object.keys(before), ...Object.keys(after)])].filter(
    (key) => canonicalJson(before[key] ?? null) !== canonicalJson(after[key] ?? null),
  );
  const pick = (from: Summary) =>
    Object.fromEntries(changed.filter((key) => key in from).map((key) => [key, from[key]]));
  return { before: hideSecrets(pick(before)), after: hideSecrets(pick(after)) };
}

export function hideSecrets(summary: Summary): Summary {
  const copy: unknown = JSON.parse(
    JSON.stringify(summary, (key, value: unknown) =>
      isHiddenMember(key) && isTelling(value) ? '***' : value,
    ),
  );
  return copy as Summary;
}

/** A number or a yes tells nothing; a text, a list of codes or a key does. */
const isTelling = (value: unknown): boolean =>
  (typeof value === 'string' && !shownValues.has(value)) ||
  (typeof value === 'object' && value !== null && hasMembers(value));

const hasMembers = (value: object): boolean => Object.keys(value).length > 0;
