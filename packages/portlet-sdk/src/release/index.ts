export { manifestText, type ReleaseManifest } from './manifest-text.ts';
export {
  describeFinding,
  type FindingKind,
  type FindingPage,
  type FindingSeverity,
  type ReleaseComparison,
  type ReleaseFinding,
} from './release-finding.ts';
export {
  type ReleaseReport,
  type ReportCase,
  type ReportedRelease,
  reportRefusals,
  validateReleaseReport,
} from './release-report.ts';
export { releaseReportSchema } from './release-report-schema.ts';
