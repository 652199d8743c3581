import { Secret } from 'otpauth';
import { describe, expect, it } from 'vitest';
import { normalRecoveryCode } from '../../factors/recovery-code.ts';
import { newTotpSecret, normalCode, stepOfCode, totpUri } from '../../factors/totp.ts';

const secret = Secret.fromLatin1('12345678901234567890').base32;

describe('RFC 6238, appendix B (SHA-1; the last six of the eight digits)', () => {
  it.each([
    [59, '94287082', 1],
    [1111111109, '07081804', 0x23523ec],
    [1111111111, '14050471', 0x23523ed],
    [1234567890, '89005924', 0x273ef07],
    [2000000000, '69279037', 0x3f940aa],
    [20000000000, '65353130', 0x27bc86aa],
  ])('at %i s', (seconds, eightDigits, step) => {
    expect(stepOfCode(secret, eightDigits.slice(2), seconds * 1000)).toBe(step);
  });
});

describe('drift (RFC 6238, 5.2)', () => {
  const code = '287082';
  it.each([
    [0, 1],
    [29, 1],
    [30, 1],
    [59, 1],
    [60, 1],
    [89, 1],
    [90, undefined],
  ])('takes the code of step 1 at %i s as %s', (seconds, step) => {
    expect(stepOfCode(secret, code, seconds * 1000)).toBe(step);
  });
});

describe('codes as people type them', () => {
  it('reads spaces and full-width digits', () => expect(normalCode(' ２８７ 082')).toBe('287082'));
  it.each(['', '28708', '2870821', 'abcdef', '28708x'])('refuses %j', (code) => {
    expect(stepOfCode(secret, code, 59_000)).toBeUndefined();
  });
  it('reads recovery codes with look-alikes', () => {
    expect(normalRecoveryCode('７k3m q9xa-ovte')).toBe('7K3MQ9XA0VTE');
    expect(normalRecoveryCode('7K3M-Q9XA-0VT')).toBeUndefined();
    expect(normalRecoveryCode('7K3M-Q9XA-0VT!')).toBeUndefined();
  });
});

it('makes secrets of 160 bits that differ, and a URI that authenticators read', () => {
  const made = newTotpSecret();
  expect(Secret.fromBase32(made).bytes).toHaveLength(20);
  expect(newTotpSecret()).not.toBe(made);
  const uri = new URL(totpUri({ secret: made, issuer: '示范市财政局', account: 'wangfang' }));
  expect(uri.protocol).toBe('otpauth:');
  expect(decodeURIComponent(uri.pathname)).toContain('示范市财政局:wangfang');
  expect(Object.fromEntries(uri.searchParams)).toMatchObject({ secret: made, digits: '6', period: '30' });
});
