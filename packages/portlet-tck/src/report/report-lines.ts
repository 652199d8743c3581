import type { ReleaseReport, ReportCase } from '@yimen/portlet-sdk/release';

const marks = { passed: '✓', failed: '✗', skipped: '–' } as const;

/** Whether the release may leave draft, as far as the kit can tell: no case failed, and some passed. */
export function hasPassed({ cases }: ReleaseReport): boolean {
  return (
    cases.some(({ outcome }) => outcome === 'passed') && cases.every(({ outcome }) => outcome !== 'failed')
  );
}

/**
 * One case for people: rule, sentence, and what was seen with how to mend it.
 *
 * @returns lines without line ends
 */
export function outcomeLines({ id, title, outcome, detail }: ReportCase): string[] {
  const line = `${marks[outcome]} [${id}] ${title}`;
  if (outcome === 'skipped') return [`${line} (${detail ?? ''})`];
  return detail ? [line, `    ${detail}`] : [line];
}

/** The last line: counts and time. */
export function summaryLine(report: ReleaseReport): string {
  const count = (outcome: ReportCase['outcome']) =>
    report.cases.filter((one) => one.outcome === outcome).length;
  const seconds = (report.durationMs / 1000).toFixed(1);
  return `${report.portlet} ${report.version}: ${count('passed')} passed, ${count('failed')} failed, ${count('skipped')} skipped in ${seconds} s`;
}
