import { writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { ReleaseReport } from '@yimen/portlet-sdk/release';
import {
  checkReportFile,
  hasPassed,
  outcomeLines,
  readSampleFile,
  runKit,
  summaryLine,
} from '@yimen/portlet-tck';
import { buildPortlet } from '../build/build-portlet.ts';
import { NonConformance } from './non-conformance.ts';

/** Settings of {@link checkRelease}. */
export type CheckOptions = {
  readonly say: (line: string) => void;
  /** Where to write the report besides. */
  readonly reportFile?: string;
};

/**
 * Builds the portlet and runs the conformance kit on the build. The report is kept in the build's folder for `publish`.
 *
 * @param folder the portlet project; `portlet.tck.json` in it has its sample data
 * @param options where lines go, and the report
 * @returns the report
 * @throws PortletMistakes when it does not build; NonConformance when a case failed, after the report was written
 */
export async function checkRelease(folder: string, options: CheckOptions): Promise<ReleaseReport> {
  const project = resolve(folder);
  const { outDir } = await buildPortlet(project);
  const report = await runKit({
    release: outDir,
    samples: readSampleFile(project),
    onOutcome: (outcome) => outcomeLines(outcome).forEach(options.say),
  });
  const text = `${JSON.stringify(report, null, 2)}\n`;
  writeFileSync(join(outDir, checkReportFile), text);
  if (options.reportFile) writeFileSync(options.reportFile, text);
  options.say(summaryLine(report));
  if (!hasPassed(report)) throw new NonConformance(report);
  return report;
}
