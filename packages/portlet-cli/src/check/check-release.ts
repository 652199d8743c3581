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
import { checkTypes } from '../project/check-types.ts';
import { type Mistake, PortletMistakes } from '../vite/portlet-mistakes.ts';
import { NonConformance } from './non-conformance.ts';

/** Settings of {@link checkRelease}. */
export type CheckOptions = {
  readonly say: (line: string) => void;
  /** Where to write the report besides. */
  readonly reportFile?: string;
  /** Ends the check: no browser and no compiler stays. */
  readonly signal?: AbortSignal;
};

/**
 * Checks descriptor, build rules and types, builds the portlet and runs the conformance kit on the build. The report is kept in the build's folder for `publish`.
 *
 * @param folder the portlet project; `portlet.tck.json` in it has its sample data
 * @param options where lines go, and the report
 * @returns the report
 * @throws PortletMistakes naming every mistake of descriptor, build rules and types; NonConformance when a case failed, after the report was written
 */
export async function checkRelease(folder: string, options: CheckOptions): Promise<ReleaseReport> {
  const project = resolve(folder);
  const ended = new AbortController();
  const signal = AbortSignal.any([ended.signal, ...(options.signal ? [options.signal] : [])]);
  const types = checkTypes(project, signal);
  types.catch(() => undefined);
  try {
    const outDir = await buildWithTypes(project, types);
    signal.throwIfAborted();
    // The compiler takes as long as half of the kit, and mostly finds nothing: both at once.
    const endForTypes = types.then(
      (mistakes) => mistakes.length > 0 && ended.abort(new PortletMistakes(mistakes)),
      () => undefined,
    );
    const report = await runKit({
      ...{ release: outDir, samples: readSampleFile(project), signal },
      onOutcome: (outcome) => outcomeLines(outcome).forEach(options.say),
    });
    await endForTypes;
    signal.throwIfAborted();
    return keepReport(report, outDir, options);
  } finally {
    ended.abort();
    await types.catch(() => undefined);
  }
}

async function buildWithTypes(project: string, types: Promise<readonly Mistake[]>): Promise<string> {
  try {
    const { outDir } = await buildPortlet(project);
    return outDir;
  } catch (error) {
    if (!(error instanceof PortletMistakes)) throw error;
    throw new PortletMistakes([...error.mistakes, ...(await types)]);
  }
}

function keepReport(report: ReleaseReport, outDir: string, options: CheckOptions): ReleaseReport {
  const text = `${JSON.stringify(report, null, 2)}\n`;
  writeFileSync(join(outDir, checkReportFile), text);
  if (options.reportFile) writeFileSync(options.reportFile, text);
  options.say(summaryLine(report));
  if (!hasPassed(report)) throw new NonConformance(report);
  return report;
}
