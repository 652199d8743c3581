import { createHmac, hkdfSync, randomInt } from 'node:crypto';

export const recoveryCodeCount = 10;
const groups = 3;
const groupLength = 4;
/** Crockford's alphabet: no I, L, O and U, which are misread or spell words. */
const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** Twelve characters, 60 bits: `7K3M-Q9XA-0VTE`. */
export function newRecoveryCode(): string {
  const group = () =>
    Array.from({ length: groupLength }, () => alphabet[randomInt(alphabet.length)]).join('');
  return Array.from({ length: groups }, group).join('-');
}

/** What she typed, as it was printed; undefined when it cannot be a code. */
export function normalRecoveryCode(text: string): string | undefined {
  const plain = text
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[\s-]/g, '')
    .replaceAll('O', '0')
    .replace(/[IL]/g, '1');
  return plain.length === groups * groupLength && [...plain].every((one) => alphabet.includes(one))
    ? plain
    : undefined;
}

export type HashRecoveryCode = (sub: string, normalCode: string) => string;

/** Keyed with the secret of the installation: whoever reads the table cannot try codes on her own machine. */
export function createHashRecoveryCode(secret: string): HashRecoveryCode {
  const key = Buffer.from(hkdfSync('sha256', secret, '', 'yimen sso-server recovery codes', 32));
  return (sub, code) => createHmac('sha256', key).update(`${sub}\n${code}`).digest('base64url');
}
