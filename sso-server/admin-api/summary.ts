import type { Summary } from './operation.ts';
import { canonicalJson } from './revision.ts';

const secretName = /secret|password|token|privatekey|recoverycode/i;

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
      secretName.test(key) && typeof value === 'string' ? '***' : value,
    ),
  );
  return copy as Summary;
}
