import { describe, expect, it } from 'vitest';
import { checkPasswordRules } from './password-rules.ts';
import { personalWords } from './personal-words.ts';
import { policyProfiles } from './policy-profiles.ts';

const wangfang = personalWords({
  username: 'wangfang',
  name: { 'zh-CN': '王芳', 'en-US': 'Wang Fang' },
  officePhone: '000-85550013',
  mobilePhone: '10000000013',
  email: 'w.fang@shifan.example',
  unitName: { 'zh-CN': '国库支付中心', 'en-US': 'Treasury Payment Centre' },
});

const codes = (
  password: string,
  profile: keyof typeof policyProfiles = 'dengbao-3',
  hasSecondFactor = false,
) =>
  checkPasswordRules(password, {
    rules: policyProfiles[profile].password,
    personalWords: wangfang,
    hasSecondFactor,
  }).map(({ code }) => code);

describe('dengbao-3', () => {
  it.each(['Yimen@2026', 'Correct-horse-9', '汉字Ab3汉字汉字', 'tR4-vqz9'])('accepts %s', (password) => {
    expect(codes(password)).toEqual([]);
  });

  it.each<[string, string[]]>([
    ['Ab3-x', ['too-short']],
    ['onlylowercase', ['too-few-classes']],
    ['Abcdefgh', ['too-few-classes', 'common']],
    ['lower and spaces', ['too-few-classes']],
    ['P@ssw0rd', ['common']],
    ['Password2026!', ['common']],
    ['Woaini1314!', ['common']],
    ['1qaz@WSX', ['common']],
    ['12345678', ['too-few-classes', 'common']],
    ['Wangfang-77', ['personal']],
    ['wang.FANG.77', ['personal']],
    ['Fangwang-77', ['personal']],
    ['ＷangFang-77', ['personal']],
    ['王芳-Abc123', ['personal']],
    ['Xy-000013-z', ['personal']],
    ['Guokuzhifuzhongxin-1', ['personal']],
    ['Treasury-2026', ['personal']],
    ['W.fang@26x', ['personal']],
    ['aB3'.repeat(100), ['too-long']],
  ])('refuses %s', (password, expected) => {
    expect(codes(password)).toEqual(expected);
  });
});

describe('nist-63b-4', () => {
  it('asks for length and for nothing that everybody uses, not for classes', () => {
    expect(codes('a long sentence of words', 'nist-63b-4')).toEqual([]);
    expect(codes('Yimen@2026', 'nist-63b-4')).toEqual(['too-short']);
    expect(codes('Yimen@2026', 'nist-63b-4', true)).toEqual([]);
    expect(codes('wang fang wang fang', 'nist-63b-4')).toEqual(['personal']);
    expect(codes('administrator', 'nist-63b-4', true)).toEqual(['common']);
  });
});
