import { existsSync, readFileSync } from 'node:fs';

/** How a run of tests ended. */
export type TestCounts = { passed: number; failed: number };

/** Reads vitest's JSON report. A test file that could not even be loaded counts as one failure. */
export function vitestCounts(file: string): TestCounts | undefined {
  const report = readReport(file) as
    | {
        numPassedTests: number;
        numFailedTests: number;
        testResults?: { status: string; assertionResults: unknown[] }[];
      }
    | undefined;
  if (!report) return undefined;
  const unloaded = (report.testResults ?? []).filter(
    ({ status, assertionResults }) => status === 'failed' && assertionResults.length === 0,
  );
  return { passed: report.numPassedTests, failed: report.numFailedTests + unloaded.length };
}

/** Reads Playwright's JSON report. A test that passed at a second try has passed; errors outside of tests failed. */
export function playwrightCounts(file: string): TestCounts | undefined {
  const report = readReport(file) as
    | { stats: { expected: number; unexpected: number; flaky: number }; errors?: unknown[] }
    | undefined;
  if (!report) return undefined;
  const { expected, unexpected, flaky } = report.stats;
  return { passed: expected + flaky, failed: unexpected + (report.errors?.length ?? 0) };
}

function readReport(file: string): unknown {
  if (!existsSync(file)) return undefined;
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return undefined;
  }
}
