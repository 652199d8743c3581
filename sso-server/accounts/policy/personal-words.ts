import { pinyinIndex } from '@yimen/database/pinyin';
import type { LocalizedText } from '../../database-schema.ts';

export type PersonalFacts = {
  username: string;
  name: LocalizedText;
  officePhone: string | null;
  mobilePhone: string | null;
  email: string | null;
  unitName: LocalizedText | null;
};

const shortestLatin = 4;
const shortestChinese = 2;
/** The end of a telephone number that everybody in the office knows. */
const shortestDigits = 6;

/** What a password must not contain, because a colleague would try it first: lower case, letters and digits only. */
export function personalWords(facts: PersonalFacts): string[] {
  const latin = [facts.username, facts.email?.split('@')[0], ...inPinyin(facts.name)];
  const chinese = [facts.name['zh-CN']];
  if (facts.unitName) {
    latin.push(
      ...inPinyin(facts.unitName),
      ...facts.unitName['en-US'].split(/\s+/).filter((word) => word.length > 5),
    );
    chinese.push(facts.unitName['zh-CN']);
  }
  const digits = [facts.officePhone, facts.mobilePhone].flatMap((phone) => endsOf(phone ?? ''));
  return [
    ...latin.map((word) => fold(word ?? '')).filter((word) => word.length >= shortestLatin),
    ...chinese.map(fold).filter((word) => word.length >= shortestChinese),
    ...digits,
  ];
}

/** Whole names in pinyin: wangfang, fangwang. Single syllables and initials occur in honest passwords. */
function inPinyin(name: LocalizedText): string[] {
  const syllables = [...name['zh-CN']].length;
  if (syllables < 2) return [];
  const [whole = ''] = pinyinIndex({ 'zh-CN': name['zh-CN'], 'en-US': '' }).split('|').filter(Boolean);
  const english = name['en-US'].split(/\s+/);
  return [whole, english.join(''), english.toReversed().join('')];
}

function endsOf(phone: string): string[] {
  const digits = phone.replace(/\D/g, '');
  return digits.length < shortestDigits ? [] : [digits.slice(-shortestDigits)];
}

const fold = (text: string) =>
  text
    .normalize('NFKD')
    .replace(/[^\p{L}\p{N}]/gu, '')
    .toLowerCase();

/** The first of these words that is in the password, also when signs stand between its letters. */
export function findPersonalWord(password: string, words: readonly string[]): string | undefined {
  const plain = fold(password);
  return words.find((word) => plain.includes(word));
}
