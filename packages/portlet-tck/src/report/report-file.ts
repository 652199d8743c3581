/** File in the folder of a built release with what the kit found; no part of the release. */
export const checkReportFile = 'check-report.json';
