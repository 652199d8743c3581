import type { LocalizedText } from '@yimen/portlet-sdk/descriptor';
import type { ReleaseComparison, ReleaseReport } from '@yimen/portlet-sdk/release';
import type { ReleaseAct, ReleasePolicy, ReleaseState } from '@yimen/shell-contract';

/** What becomes of new releases: of one portlet, or of all of a publisher's. */
export type ReleasePolicyTable = {
  kind: 'publisher' | 'portlet';
  name: string;
  policy: ReleasePolicy;
  updated_at: number;
  updated_by: string;
};

/** A report of the conformance kit; rows never change. */
export type ReleaseReportTable = {
  id: string;
  portlet: string;
  version: string;
  is_passed: boolean;
  report_json: ReleaseReport;
  uploaded_at: number;
  uploaded_by: string;
};

/** Something that was done to a release, a portlet or a policy. The database refuses to change or delete a row. */
export type ReleaseActTable = {
  /** Sorts by time. */
  id: string;
  done_at: number;
  act: ReleaseAct['act'];
  portlet: string | null;
  version: string | null;
  from_state: ReleaseState | null;
  to_state: ReleaseState | null;
  actor_kind: ReleaseAct['actor']['kind'];
  /** Subject of a person, id of a client, name of a part of the portal. */
  actor: string;
  actor_name: string | null;
  reason: string | null;
  detail_json: Record<string, unknown> | null;
};

/** A time in which a portlet, or one version of it, is out of use. */
export type MaintenanceTable = {
  id: string;
  portlet: string;
  version: string | null;
  from_at: number;
  to_at: number;
  text_json: LocalizedText;
  created_at: number;
  created_by: string;
  ended_at: number | null;
  ended_by: string | null;
};

/** The newest comparison of a release with what uses its portlet. */
export type ReleaseComparisonTable = {
  portlet: string;
  version: string;
  compared_at: number;
  comparison_json: ReleaseComparison;
};

/** Tables of the registry beside releases and their files. */
export type RegistryTables = {
  release_policy: ReleasePolicyTable;
  release_report: ReleaseReportTable;
  release_comparison: ReleaseComparisonTable;
  release_act: ReleaseActTable;
  maintenance: MaintenanceTable;
};
