import type { LocalizedText } from '@yimen/portlet-sdk/descriptor';
import type { ReleaseFinding, ReportCase } from '@yimen/portlet-sdk/release';
import type { Rollout } from './rollout-api.ts';

/**
 * Where a release is on its way to people: they get the highest version that is `live`, some of them a `canary`, and
 * nobody gets the others.
 */
export type ReleaseState = 'draft' | 'tested' | 'approved' | 'canary' | 'live' | 'retired';

/** What becomes of a new release: `auto-live` when its publisher is trusted, `staged` goes through every state. */
export type ReleasePolicy = 'auto-live' | 'staged';

/** Who may take a step: the publisher of the portlet, or people with a role. */
export type ReleasePermission = 'publish' | 'submit' | 'approve' | 'operate';

/** Why a step that exists cannot be taken by this caller now. */
export type StepRefusal =
  | 'permission'
  | 'report-missing'
  | 'report-failed'
  | 'same-person'
  | 'breaks-unacknowledged'
  | 'never-live'
  | 'retired-by-other';

/** A step that a release can take from its state, and whether the caller may take it. */
export type ReleaseStep = {
  to: ReleaseState;
  needsReason: boolean;
  /** Null when she may. */
  refusal: StepRefusal | null;
  /** How many findings of the comparison she has to acknowledge; absent where none. */
  breaks?: number;
};

/** Who did something: a person, a program with its own credentials, or the portal itself. */
export type ReleaseActor = { kind: 'person' | 'client' | 'portal'; id: string; name: string | null };

/** GET /api/operations/trail: one row, newest first. */
export type ReleaseAct = {
  id: string;
  /** Epoch milliseconds. */
  at: number;
  act:
    | 'published'
    | 'step'
    | 'report'
    | 'policy'
    | 'policy-proposed'
    | 'policy-declined'
    | 'publisher-policy'
    | 'publisher-key'
    | 'rollout'
    | 'maintenance-planned'
    | 'maintenance-ended';
  portlet: string | null;
  version: string | null;
  from: ReleaseState | null;
  to: ReleaseState | null;
  actor: ReleaseActor;
  reason: string | null;
  detail: Record<string, unknown> | null;
};
export type ReleaseTrail = { acts: ReleaseAct[]; cursor: string | null };

/** A picture of the portlet, in the release's files. */
export type Screenshot = { path: string; title: LocalizedText };

/** What a publisher tells of a release for the catalogue. */
export type ReleaseCatalogue = { notes?: LocalizedText; screenshots?: Screenshot[] };

/** A time in which a portlet, or one version of it, is out of use; epoch milliseconds. */
export type Maintenance = { id: string; from: number; to: number; text: LocalizedText };

/** A maintenance window for who plans it. */
export type PlannedMaintenance = Maintenance & {
  portlet: string;
  /** Null: every version. */
  version: string | null;
  createdBy: string;
  /** Set when it was ended before its time. */
  endedAt: number | null;
};

/** POST /api/operations/portlets/:name/maintenance. */
export type PlanMaintenance = { version: string | null; from: number; to: number; text: LocalizedText };

/** Measured facts of a release; null until something was measured. */
export type ReleaseFacts = {
  /** All files, uncompressed. */
  bytes: number;
  loadP95Ms: number | null;
  errorRate: number | null;
};

/** What the newest report of the conformance kit on a release says. */
export type ReportSummary = {
  isPassed: boolean;
  kitVersion: string;
  uploadedAt: number;
  uploadedBy: string;
  passed: number;
  failed: number;
  skipped: number;
  /** Only what failed. */
  failures: ReportCase[];
};

/** What a release changes for those who use its portlet, as a sentence in both languages. */
export type ShownFinding = ReleaseFinding & { sentence: LocalizedText };
export type ShownComparison = { comparedAt: number; findings: ShownFinding[] };

/** A release as its publisher and the operators of the portal see it. */
export type ReleaseDetail = {
  version: string;
  state: ReleaseState;
  /** People get it: the highest version that is live. */
  isCurrent: boolean;
  publishedAt: number;
  publishedBy: string;
  manifestSha384: string;
  /** Null: it is not signed. */
  signature: { keyId: string; isKeyRevoked: boolean } | null;
  /** Why it is not served, whatever its state. */
  withheld: 'damaged' | 'key-compromised' | null;
  /** Where browsers get its files instead of at the portal. */
  codeAt: string | null;
  facts: ReleaseFacts;
  notes: LocalizedText | null;
  screenshots: Screenshot[];
  report: ReportSummary | null;
  /** Null: nobody has set one. */
  rollout: Rollout | null;
  /** What it changes for those who use the portlet, when it was last compared; null: it never was. */
  comparison: ShownComparison | null;
  steps: ReleaseStep[];
};

/** GET /api/operations/portlets: a line of the list. */
export type OperatedPortlet = {
  name: string;
  title: LocalizedText;
  publisher: string;
  policy: ReleasePolicy;
  liveVersion: string | null;
  /** Releases that wait for somebody: drafts, tested, approved. */
  waiting: number;
  inMaintenance: boolean;
};

/** GET /api/operations/portlets/:name. */
export type OperatedPortletDetail = OperatedPortlet & {
  description: LocalizedText;
  /** Where the policy comes from. */
  policyFrom: 'portlet' | 'publisher' | 'portal';
  releases: ReleaseDetail[];
  maintenance: PlannedMaintenance[];
};

/** POST …/releases/:version/transitions. `from` is the state that the caller was looking at. */
export type TakeStep = {
  from?: ReleaseState;
  to: ReleaseState;
  reason?: string;
  /** She knows what the release breaks, and says in `reason` why it goes on. */
  acceptBreaks?: boolean;
};
