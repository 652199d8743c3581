import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { manifestText, type ReleaseReport } from '@yimen/portlet-sdk/release';
import { checkReportFile } from '@yimen/portlet-tck/report-file';
import { type ReleaseUpload, readRelease } from '../build/read-release.ts';

const hashOf = (release: ReleaseUpload) =>
  createHash('sha384').update(manifestText(release)).digest('base64');

/**
 * The report that `yimen check` left beside the build.
 *
 * @param folder the portlet project
 * @param outDir where it was built to
 * @param published the release as it is published; where browsers get its files is no matter of the kit
 * @returns the report about these very files, or undefined when there is none
 */
export function readReport(
  folder: string,
  outDir: string | undefined,
  published: ReleaseUpload,
): ReleaseReport | undefined {
  const file = join(outDir ?? join(folder, 'dist'), checkReportFile);
  if (!existsSync(file)) return undefined;
  const report = JSON.parse(readFileSync(file, 'utf8')) as ReleaseReport;
  if (report.manifestSha384 !== hashOf(readRelease(folder, outDir))) return undefined;
  return { ...report, manifestSha384: hashOf(published) };
}
