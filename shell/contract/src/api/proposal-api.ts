import type { LocalizedText } from '@yimen/portlet-sdk/descriptor';
import type { ReleaseActor, ReleasePolicy } from './release-api.ts';

/** Somebody who acts for a publisher: what it publishes counts as published by her, too. */
export type PublisherPerson = { sub: string; name: string };

/** What is asked of a publisher; what is left out stays as it is. */
export type PublisherPolicyChange = {
  /** Null: it has to sign when it has a key. */
  signatureRequired?: boolean | null;
  codeOrigins?: string[];
  people?: PublisherPerson[];
};

/** A decision that one administrator has made and a second one has to confirm. */
export type ProposedChange =
  | { kind: 'release-policy'; of: 'publisher' | 'portlet'; name: string; policy: ReleasePolicy | null }
  | ({ kind: 'publisher-policy'; publisher: string } & PublisherPolicyChange)
  | { kind: 'publisher-key'; publisher: string; keyId: string; jwk: Record<string, unknown> };

/** GET /api/operations/proposals; 202 of what needs a second administrator. Epoch milliseconds. */
export type Proposal = {
  id: string;
  change: ProposedChange;
  proposedBy: ReleaseActor;
  proposedAt: number;
  /** When nobody can confirm it any more. */
  lapsesAt: number;
  reason: string | null;
};

/** GET /api/operations/operators: somebody who may have to do with releases. */
export type DirectoryPerson = { sub: string; username: string; name: LocalizedText };

/** GET /api/operations/publishers. */
export type OperatedPublisher = {
  publisher: string;
  /** Null: nobody has said; it has to sign when it has a key. */
  signatureRequired: boolean | null;
  mustSign: boolean;
  codeOrigins: string[];
  people: PublisherPerson[];
  keys: PublisherKey[];
};

/** A public key that a publisher signs with. */
export type PublisherKey = {
  keyId: string;
  jwk: Record<string, unknown>;
  createdAt: number;
  createdBy: string;
  revokedAt: number | null;
  revokedBy: string | null;
  compromisedSince: number | null;
};
