import type { PublisherPerson } from '@yimen/shell-contract';
import type { JWK } from 'jose';

/** What the table `release` has about the integrity of its files. */
export type ReleaseIntegrityColumns = {
  /** Integrity of scripts and style sheets other than the entry, by path; null: there are none. */
  modules_json: Record<string, string> | null;
  /** Another place that the files are at, ending in "/". */
  base_url: string | null;
  /** The publisher's JWS over the manifest. */
  signature: string | null;
  key_id: string | null;
  damaged_at: number | null;
  damaged_path: string | null;
};

/** A public key of a publisher; its id is the JWK thumbprint (RFC 7638). */
export type PublisherKeyTable = {
  publisher: string;
  key_id: string;
  jwk_json: JWK;
  created_at: number;
  created_by: string;
  revoked_at: number | null;
  revoked_by: string | null;
  /** Releases that were published with it from then on are not served. */
  compromised_since: number | null;
};

/** What an administrator asks of a publisher, and allows. */
export type PublisherPolicyTable = {
  publisher: string;
  /** Null: nobody has said, so it has to sign when it has a key (see `mustSign`). */
  signature_rule: 'required' | 'waived' | null;
  /** Origins that releases may have their files at. */
  origins_json: string[];
  /** Who stands for it: what it publishes counts as published by each of them. Null: nobody is known to. */
  people_json: PublisherPerson[] | null;
  updated_at: number;
  updated_by: string;
};

/** A file that was not what the manifest says, as a browser or this server found it. */
export type IntegrityReportTable = {
  id: string;
  reported_at: number;
  source: 'browser' | 'server';
  sub: string | null;
  portlet: string;
  version: string;
  path: string;
  origin: string | null;
  expected: string;
  actual: string | null;
};

/** Tables of the keys and of what was found. */
export type PublisherKeyTables = {
  publisher_key: PublisherKeyTable;
  publisher_policy: PublisherPolicyTable;
  integrity_report: IntegrityReportTable;
};
