export { manifestText, type ReleaseManifest } from './manifest-text.ts';
export {
  type ReleaseReport,
  type ReportCase,
  type ReportedRelease,
  reportRefusals,
  validateReleaseReport,
} from './release-report.ts';
export { releaseReportSchema } from './release-report-schema.ts';
