import semver from 'semver';
import { describe, expect, it } from 'vitest';
import { fitsRange } from './version-range.ts';

const versions = [
  '0.0.3',
  '0.1.0',
  '0.1.9',
  '0.2.0',
  '1.0.0',
  '1.2.3',
  '1.9.0',
  '2.0.0',
  '18.3.1',
  '19.0.0',
  '19.3.1',
  '20.0.0',
];
const ranges = [
  '*',
  '',
  'x',
  '1',
  '1.x',
  '1.2',
  '1.2.x',
  '1.2.3',
  '=1.2.3',
  'v1.2.3',
  '^1',
  '^1.2',
  '^1.2.3',
  '^0.1.0',
  '^0.0.3',
  '^0.1',
  '^0',
  '^19.0.0',
  '~1.2.3',
  '~1.2',
  '~1',
  '>1.2.3',
  '>1',
  '>=1.2.3',
  '>= 1.2.3',
  '<2',
  '<=1.2',
  '<2.0.0',
  '>=1 <2',
  '>=0.1.0 <0.2.0',
  '1.2.3 - 1.9.0',
  '1 - 2',
  '^18 || ^19',
  '1.2.3 || >=19.1 <20',
  '>=18.0.0 <20.0.0 || ^0.1.0',
];

describe('fitsRange', () => {
  it.each(ranges)('reads "%s" as npm does', (range) => {
    const fitting = versions.filter((version) => fitsRange(version, range));
    expect(fitting).toEqual(versions.filter((version) => semver.satisfies(version, range)));
  });

  it.each(['latest', '1.2.3.4', '>>1', 'not a range', '^a'])('fits nothing into "%s"', (range) => {
    expect(versions.filter((version) => fitsRange(version, range))).toEqual([]);
  });

  it('fits no version that is none', () => {
    expect(fitsRange('', '*')).toBe(false);
    expect(fitsRange('19', '^19.0.0')).toBe(false);
  });
});
