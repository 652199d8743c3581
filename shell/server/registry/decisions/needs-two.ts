import type { ProposedChange } from '@yimen/shell-contract';
import type { PublisherStore } from '../../stores/publisher-store.ts';
import type { ReleasePolicyRow, ReleasePolicyStore } from '../../stores/release-policy-store.ts';
import type { ReleaseStore } from '../../stores/release-store.ts';
import { mustSign } from '../publisher-keys/must-sign.ts';
import { type PortalPolicy, policyFor } from '../states/release-policies.ts';

export type DecisionFacts = {
  policies: ReleasePolicyStore;
  publishers: PublisherStore;
  releases: ReleaseStore;
  portalPolicy: PortalPolicy;
};

type Of<K extends ProposedChange['kind']> = Extract<ProposedChange, { kind: K }>;

/**
 * Whether a decision takes away what makes a second person look at code before people get it. Whoever might hold a
 * publisher's secret could else decide it alone, and publish.
 */
export async function needsTwo(facts: DecisionFacts, change: ProposedChange): Promise<boolean> {
  if (change.kind === 'release-policy') return await becomesAutoLive(facts, change);
  if (change.kind === 'publisher-policy') return await loosens(facts, change);
  return await addsKey(facts, change);
}

async function becomesAutoLive(
  { policies, releases, portalPolicy }: DecisionFacts,
  { of: kind, name, policy }: Of<'release-policy'>,
): Promise<boolean> {
  const rows: Pick<ReleasePolicyRow, 'kind' | 'name' | 'policy'>[] = await policies.all();
  const others = rows.filter((row) => row.kind !== kind || row.name !== name);
  const publisher = kind === 'publisher' ? name : await releases.publisherOf(name);
  // Whose first release it will be nobody knows yet, so what is not said may fall to somebody who is trusted.
  if (publisher === undefined && policy === null) return others.length < rows.length;
  const portlet = kind === 'portlet' ? name : '';
  const of = (set: typeof rows) =>
    policyFor(set, portalPolicy, { portlet, publisher: publisher ?? '' }).policy;
  const after = policy === null ? others : [...others, { kind, name, policy }];
  return of(after) === 'auto-live' && of(rows) !== 'auto-live';
}

async function loosens(
  { publishers }: DecisionFacts,
  { publisher, signatureRequired, people }: Of<'publisher-policy'>,
): Promise<boolean> {
  const [policy, keys] = [await publishers.findPolicy(publisher), await publishers.keysOf(publisher)];
  const known = new Set((policy?.people_json ?? []).map(({ sub }) => sub));
  if (people && (people.length !== known.size || people.some(({ sub }) => !known.has(sub)))) return true;
  if (signatureRequired === undefined || signatureRequired === true) return false;
  // A waiver counts for keys of tomorrow, too.
  if (signatureRequired === false) return policy?.signature_rule !== 'waived';
  return mustSign(policy, keys) && !mustSign(undefined, keys);
}

/** A further key can sign in the publisher's place: where nobody looks at its releases, that is all it takes. */
async function addsKey(
  { publishers, policies, releases, portalPolicy }: DecisionFacts,
  { publisher, keyId }: Of<'publisher-key'>,
): Promise<boolean> {
  const keys = await publishers.keysOf(publisher);
  if (keys.length === 0 || keys.some((key) => key.key_id === keyId)) return false;
  const rows = await policies.all();
  if (policyFor(rows, portalPolicy, { portlet: '', publisher }).policy === 'auto-live') return true;
  const trusted = rows.filter(({ kind, policy }) => kind === 'portlet' && policy === 'auto-live');
  const owners = await Promise.all(trusted.map(({ name }) => releases.publisherOf(name)));
  return owners.includes(publisher);
}
