import { isCommonPassword } from './common-passwords.ts';
import { findPersonalWord } from './personal-words.ts';
import type { PolicyProfile } from './policy-profiles.ts';

export const longestPassword = 256;

/** What is wrong with a password, for a page to say in words. */
export type PasswordMistake =
  | { code: 'too-short'; minimum: number }
  | { code: 'too-long'; maximum: number }
  | { code: 'too-few-classes'; classes: number }
  | { code: 'common' }
  | { code: 'personal'; word: string }
  | { code: 'used-before'; history: number }
  | { code: 'same-as-current' }
  | { code: 'not-repeated' };

const classes = [/\p{Ll}/u, /\p{Lu}/u, /\p{Nd}/u, /[^\p{Ll}\p{Lu}\p{Nd}]/u];

/** The rules that need nothing but the password and the person. Every mistake at once. */
export function checkPasswordRules(
  password: string,
  o: { rules: PolicyProfile['password']; personalWords: readonly string[]; hasSecondFactor: boolean },
): PasswordMistake[] {
  const plain = password.normalize('NFKC');
  const minimum = o.hasSecondFactor ? o.rules.minimumLengthWithSecondFactor : o.rules.minimumLength;
  const length = [...plain].length;
  const mistakes: PasswordMistake[] = [];
  if (length < minimum) mistakes.push({ code: 'too-short', minimum });
  if (length > longestPassword) mistakes.push({ code: 'too-long', maximum: longestPassword });
  if (classes.filter((one) => one.test(plain)).length < o.rules.classes) {
    mistakes.push({ code: 'too-few-classes', classes: o.rules.classes });
  }
  if (isCommonPassword(plain)) mistakes.push({ code: 'common' });
  const word = findPersonalWord(plain, o.personalWords);
  if (word !== undefined) mistakes.push({ code: 'personal', word });
  return mistakes;
}
