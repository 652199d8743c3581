import { describe, expect, it } from 'vitest';
import { manifestText } from './manifest-text.ts';
import { type ReleaseReport, reportRefusals, validateReleaseReport } from './release-report.ts';

const release = { portlet: 'clock', version: '1.0.0', manifestSha384: 'A'.repeat(64) };
const report: ReleaseReport = {
  kit: 'portlet-tck',
  kitVersion: '0.1.0',
  ...release,
  startedAt: 1_790_000_000_000,
  durationMs: 1200,
  cases: [
    { id: 'R1', title: 'renders', outcome: 'passed' },
    { id: 'R40', title: 'stays usable', outcome: 'skipped', detail: 'no such mode' },
  ],
};

describe('report of the conformance kit', () => {
  it('passes a release of which no case failed', () => {
    expect(validateReleaseReport(report)).toEqual([]);
    expect(reportRefusals(report, release)).toEqual([]);
  });

  it('names every failed case, and another release', () => {
    const failed = { id: 'R4', title: 'shares', outcome: 'failed', detail: 'nothing came' } as const;
    const other = { ...report, version: '1.0.1', cases: [...report.cases, failed] };
    expect(reportRefusals(other, release)).toEqual([
      { pointer: '/version', detail: 'the release has "1.0.0"' },
      { pointer: '/cases/2', detail: 'R4 shares: nothing came' },
    ]);
  });

  it('does not pass what was not tried', () => {
    const idle = { ...report, cases: report.cases.slice(1) };
    expect(reportRefusals(idle, release).map(({ pointer }) => pointer)).toEqual(['/cases']);
  });

  it('is refused in another shape, with every mistake', () => {
    const { kitVersion: _kitVersion, ...shapeless } = { ...report, manifestSha384: 'x', more: 1 };
    const pointers = validateReleaseReport({ ...shapeless, cases: [{ id: '40', outcome: 'good' }] }).map(
      ({ pointer }) => pointer,
    );
    expect(pointers).toEqual(
      expect.arrayContaining(['', '/more', '/manifestSha384', '/cases/0/id', '/cases/0/outcome']),
    );
  });
});

describe('text of a manifest', () => {
  const build = { entry: 'a.js', needs: { react: '^19.0.0' }, hasStyles: false };

  it('is the same however members and files are ordered, with the prefix of hashes or without', () => {
    const one = { descriptor: { b: 1, a: [true, null] }, build, files: [file('b', 'y'), file('a', 'x')] };
    const { entry, needs, hasStyles } = build;
    const other = {
      files: [file('a', 'sha384-x'), file('b', 'sha384-y')],
      build: { hasStyles, needs, entry },
      descriptor: { a: [true, null], b: 1 },
    };
    expect(manifestText(one)).toBe(manifestText(other));
  });

  it('differs when any byte of a file does', () => {
    const of = (sha384: string) => manifestText({ descriptor: {}, build, files: [file('a', sha384)] });
    expect(of('x')).not.toBe(of('y'));
  });
});

const file = (path: string, sha384: string) => ({ path, sha384 });
