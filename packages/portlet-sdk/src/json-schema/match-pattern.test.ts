import { describe, expect, it } from 'vitest';
import { matchesPattern, patternMistake } from './match-pattern.ts';

const patterns = [
  '',
  'a',
  '^(?:(?:){999999999}){999999999}a',
  '^a$',
  'a|b',
  '^(a|ab)(c|bcd)$',
  '^(?:a|b)*$',
  '(a+)+b',
  '^[a-c]{2,3}$',
  '^[^a]+$',
  '^a{2}$',
  '^a{2,}$',
  'a??b',
  '^.$',
  '^\\w+$',
  '\\bab\\b',
  '^\\B',
  '\\d{1,2}-\\d',
  '^[\\]\\-a]+$',
  '^\\p{Script=Han}+$',
  '支|付',
  '^😀+$',
  '\\u{1F600}',
  '\\uD83D\\uDE00',
  '^(?<name>a|)b$',
  '(^|-)a',
  'a(?:b(?:c|$)|$)',
  '^(a*)*$',
  '^(a?){3}$',
  '\\.\\/\\+',
  '[.]',
  '^(?:[a-z0-9]+-)*[a-z0-9]+$',
  '(?:)',
  '()',
  '^[1-9][0-9]{0,2}$',
  '\\x61',
  '\\t',
  '[\\b]',
  '^\\S+@\\S+$',
  '\\cJ',
  '^[]$',
  '[^]',
];
const pieces = [
  '',
  'a',
  'b',
  'c',
  'ab',
  '-',
  '1',
  '9',
  '支',
  '付',
  '😀',
  '.',
  '/+',
  ']',
  '\n',
  '\t',
  '@',
  ' ',
  '_',
];

describe('matchesPattern', () => {
  it('[R10] says yes and no as the platform does', () => {
    const texts = pieces.flatMap((one) => pieces.flatMap((two) => pieces.map((three) => one + two + three)));
    for (const pattern of patterns) {
      const native = new RegExp(pattern, 'u');
      const differing = texts.filter((text) => matchesPattern(pattern, text) !== native.test(text));
      expect([pattern, differing]).toEqual([pattern, []]);
    }
  });

  it('[R8] walks through a text once, whatever the pattern', () => {
    const long = 'a'.repeat(3_000);
    for (const pattern of ['^(a+)+$', '^(a|a)*$', '^(a|aa)+$', '^(.*)*(.*)*(.*)*=$', '^((a{0,9}){0,9})*b$']) {
      expect([pattern, matchesPattern(pattern, `${long}!`)]).toEqual([pattern, false]);
    }
    expect(matchesPattern('^(a+)+$', long)).toBe(true);
  });

  it('[R8] refuses what cannot be matched that way', () => {
    for (const pattern of [
      '(?=a)b',
      '(?!a)b',
      '(?<=a)b',
      '(?<!a)b',
      '(a)\\1',
      '(?<x>a)\\k<x>',
      '(a{99}){99}',
    ]) {
      expect([pattern, patternMistake(pattern)]).toEqual([pattern, expect.any(String)]);
      expect(matchesPattern(pattern, 'ab')).toBe(false);
    }
    expect(patternMistake('(')).toMatch('is not a regular expression');
    for (const pattern of patterns) expect([pattern, patternMistake(pattern)]).toEqual([pattern, undefined]);
  });
});
