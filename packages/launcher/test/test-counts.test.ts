import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { playwrightCounts, vitestCounts } from '../src/testing/test-counts.ts';

const report = (content: unknown) => {
  const file = join(mkdtempSync(join(tmpdir(), 'yimen-report-')), 'report.json');
  writeFileSync(file, typeof content === 'string' ? content : JSON.stringify(content));
  return file;
};

describe('counting test results', () => {
  it('adds test files that could not be loaded to the failures of vitest', () => {
    const testResults = [
      { status: 'passed', assertionResults: [{}, {}] },
      { status: 'failed', assertionResults: [{}] },
      { status: 'failed', assertionResults: [] },
    ];
    const file = report({ numPassedTests: 2, numFailedTests: 1, testResults });
    expect(vitestCounts(file)).toEqual({ passed: 2, failed: 2 });
  });

  it('counts a flaky browser test as passed and an error outside of tests as failed', () => {
    const file = report({ stats: { expected: 5, unexpected: 1, flaky: 1, skipped: 3 }, errors: [{}] });
    expect(playwrightCounts(file)).toEqual({ passed: 6, failed: 2 });
  });

  it('knows when there is no report, or half of one', () => {
    expect(vitestCounts('/nowhere.json')).toBeUndefined();
    expect(playwrightCounts(report('{ "stats"'))).toBeUndefined();
  });
});
