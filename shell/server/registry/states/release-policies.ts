import type { ReleasePolicy } from '@yimen/shell-contract';
import type { ReleasePolicyRow } from '../../stores/release-policy-store.ts';

/** What becomes of a new release, and who said so. */
export type ChosenPolicy = { policy: ReleasePolicy; from: 'portlet' | 'publisher' | 'portal' };

/** What becomes of releases of a publisher for which nobody has decided anything. */
export type PortalPolicy = (publisher: string) => ReleasePolicy;

/** What the portal's configuration says: publishers that it names are trusted from the beginning. */
export function portalPolicyOf(o: {
  releasePolicy: ReleasePolicy;
  trustedPublishers: readonly string[];
}): PortalPolicy {
  return (publisher) => (o.trustedPublishers.includes(publisher) ? 'auto-live' : o.releasePolicy);
}

/** The portlet's own policy wins over its publisher's, and that over the portal's. */
export function policyFor(
  rows: readonly Pick<ReleasePolicyRow, 'kind' | 'name' | 'policy'>[],
  portal: PortalPolicy,
  { portlet, publisher }: { portlet: string; publisher: string },
): ChosenPolicy {
  const find = (kind: 'portlet' | 'publisher', name: string) =>
    rows.find((row) => row.kind === kind && row.name === name)?.policy;
  const own = find('portlet', portlet);
  if (own) return { policy: own, from: 'portlet' };
  const theirs = find('publisher', publisher);
  return theirs ? { policy: theirs, from: 'publisher' } : { policy: portal(publisher), from: 'portal' };
}
