import { dictionary } from '@zxcvbn-ts/language-common';

/**
 * Passwords that are guessed first: 49,000 from leaked collections, kept by the zxcvbn-ts project (MIT), and what is
 * guessed first in Chinese offices and is missing there.
 */
const chinese = [
  ...[
    'woaini',
    'woaini1314',
    'woaini520',
    'wodemima',
    'mima1234',
    'mima123456',
    'nihao123',
    'zhongguo',
    'woshishui',
  ],
  ...[
    'caizheng',
    'caizhengju',
    'caizheng123',
    'zhengfu',
    'zhengfu123',
    'guanliyuan',
    'xitongguanliyuan',
    'xitong123',
  ],
  ...[
    'qwertyuiop',
    '1qaz2wsx',
    '1qaz@wsx',
    'qaz123wsx',
    'aa123456',
    'a123456789',
    'abc123456',
    'abcd1234',
    'admin888',
  ],
  ...[
    '5201314',
    '1314520',
    '88888888',
    '66666666',
    '123456789a',
    'asd123456',
    'zxcvbnm123',
    'password',
    'qwerty',
  ],
  ...[
    'p@ssword',
    'admin',
    'administrator',
    'welcome',
    'changeme',
    'huawei',
    'tencent',
    'alibaba',
    'huanying',
  ],
];

let words: Set<string> | undefined;

/** In memory from the first question on. */
function common(): Set<string> {
  words ??= new Set([...dictionary['passwords-common'], ...chinese].map((word) => word.toLowerCase()));
  return words;
}

const leet: Record<string, string> = {
  '@': 'a',
  '4': 'a',
  '0': 'o',
  '1': 'l',
  '!': 'i',
  $: 's',
  '5': 's',
  '3': 'e',
  '7': 't',
};

/**
 * Whether a password is on the list as it is, or only dressed up: capitals, the usual signs for letters, and digits
 * and signs at its ends (`P@ssw0rd!`, `Password2026`).
 */
export function isCommonPassword(password: string): boolean {
  const plain = password.normalize('NFKC').toLowerCase();
  const letters = plain.replace(/^[^a-z]+|[^a-z]+$/g, '');
  const undressed = [plain, letters, plain.replace(/[@4013!$57]/g, (sign) => leet[sign] ?? sign)];
  undressed.push((undressed[2] ?? '').replace(/^[^a-z]+|[^a-z]+$/g, ''));
  return undressed.some((form) => form.length >= shortestWord && common().has(form)) || isRun(plain);
}

/** Shorter words of the list are too many ordinary syllables. */
const shortestWord = 6;

/** One sign over and over, or neighbours only: aaaaaaaa, 12345678, 87654321, abcdefgh. */
function isRun(text: string): boolean {
  const steps = new Set(
    [...text].slice(1).map((sign, index) => (sign.codePointAt(0) ?? 0) - (text.codePointAt(index) ?? 0)),
  );
  return steps.size <= 1 && [0, 1, -1].includes([...steps][0] ?? 0);
}
