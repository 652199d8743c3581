import type { FieldError } from '@yimen/problem';
import { checkValue } from '../json-schema/check-value.ts';
import { releaseReportSchema } from './release-report-schema.ts';

/** One rule of SPEC.md, tried on a release. */
export type ReportCase = {
  /** Number of the rule, `R40`. */
  readonly id: string;
  readonly title: string;
  readonly outcome: 'passed' | 'failed' | 'skipped';
  /** Why it failed, or why it does not apply; plain text. */
  readonly detail?: string;
};

/** What the conformance kit found out about exactly one release. */
export type ReleaseReport = {
  readonly kit: 'portlet-tck';
  readonly kitVersion: string;
  readonly portlet: string;
  readonly version: string;
  /** SHA-384 of `manifestText`, base64 without a prefix. */
  readonly manifestSha384: string;
  /** Epoch milliseconds. */
  readonly startedAt: number;
  readonly durationMs: number;
  readonly cases: readonly ReportCase[];
};

/** The release that a report must be about. */
export type ReportedRelease = {
  readonly portlet: string;
  readonly version: string;
  readonly manifestSha384: string;
};

/**
 * Checks the shape of a report.
 *
 * @param value the parsed JSON, trusted in nothing
 * @returns every mistake with a JSON pointer into the report; the value is a ReleaseReport when there is none
 */
export function validateReleaseReport(value: unknown): FieldError[] {
  return checkValue(releaseReportSchema, value);
}

/**
 * Why a report does not let its release leave `draft`: it is about another release, a case failed, or nothing passed.
 *
 * @param report a report of the right shape
 * @param release what it has to be about
 * @returns reasons with pointers into the report; none means that the release passed
 */
export function reportRefusals(report: ReleaseReport, release: ReportedRelease): FieldError[] {
  const refusals: FieldError[] = [];
  for (const member of ['portlet', 'version', 'manifestSha384'] as const) {
    if (report[member] === release[member]) continue;
    refusals.push({ pointer: `/${member}`, detail: `the release has "${release[member]}"` });
  }
  for (const [index, { id, title, outcome, detail }] of report.cases.entries()) {
    if (outcome !== 'failed') continue;
    refusals.push({
      pointer: `/cases/${index}`,
      detail: [`${id} ${title}`, detail].filter(Boolean).join(': '),
    });
  }
  if (report.cases.every(({ outcome }) => outcome === 'skipped')) {
    refusals.push({ pointer: '/cases', detail: 'no case was tried' });
  }
  return refusals;
}
