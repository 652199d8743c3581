import type { ReleaseReport } from '@yimen/portlet-sdk/release';

/** A release that breaks rules of the contract, as the conformance kit saw it. */
export class NonConformance extends Error {
  override readonly name = 'NonConformance';
  readonly report: ReleaseReport;

  constructor(report: ReleaseReport) {
    const failed = report.cases.filter(({ outcome }) => outcome === 'failed');
    super(`${failed.length} ${failed.length === 1 ? 'rule is' : 'rules are'} broken: it cannot leave draft`);
    this.report = report;
  }
}
