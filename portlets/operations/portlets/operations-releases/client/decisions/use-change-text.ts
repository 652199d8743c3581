import { useMessages } from '@yimen/portlet-sdk';
import type { ProposedChange } from '@yimen/shell-contract';
import { releasesMessages } from '../releases-messages.ts';
import { decisionMessages } from './decision-messages.ts';

/** Says a proposed change in one sentence. */
export function useChangeText(): (change: ProposedChange) => string {
  const text = useMessages(decisionMessages);
  const { policy: nameOf } = useMessages(releasesMessages);
  return (change) => {
    if (change.kind === 'release-policy') {
      const { of, name, policy } = change;
      return text.policyOf(of, name, policy === null ? text.policyDefault : nameOf(policy));
    }
    if (change.kind === 'publisher-key') return text.keyOf(change.publisher, change.keyId);
    const { publisher, signatureRequired, codeOrigins, people } = change;
    const listed = (list: readonly string[]) => list.join('、') || text.nobody;
    return [
      text.demandsOf(publisher),
      ...(signatureRequired === undefined ? [] : [text.signatures(signatureRequired)]),
      ...(codeOrigins ? [text.origins(listed(codeOrigins))] : []),
      ...(people ? [text.people(listed(people.map(({ name }) => name)))] : []),
    ].join(' · ');
  };
}
