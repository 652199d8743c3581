export { allCases } from './cases/all-cases.ts';
export type { KitCase } from './cases/kit-case.ts';
export { hostBundle } from './host/host-bundle.ts';
export { checkReportFile } from './report/report-file.ts';
export { hasPassed, outcomeLines, summaryLine } from './report/report-lines.ts';
export { type KitOptions, runKit } from './run-kit.ts';
export { readSampleFile, type SampleFile, sampleFile } from './samples/samples.ts';
