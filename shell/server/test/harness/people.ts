/** A person of the tests, as the OpenID Provider knows her. */
export type TestPerson = {
  sub: string;
  name: string;
  roles: string[];
  unit: string;
  unitPath: string[];
  post: string;
};

const person = (
  sub: string,
  name: string,
  roles: string[],
  unitPath: string[],
  post: string,
): TestPerson => ({
  sub,
  name,
  roles,
  unit: unitPath.at(-1) ?? '',
  unitPath,
  post,
});

/** The people of the tests, by name of account. */
export const people = {
  wangfang: person(
    'p-wangfang',
    '王芳',
    ['staff', 'payment-reviewer'],
    ['city', 'bureau', 'payment-centre'],
    'payment-reviewer-post',
  ),
  lina: person('p-lina', '李娜', ['staff'], ['city', 'bureau', 'payment-centre'], 'payment-reviewer-post'),
  chenjing: person(
    'p-chenjing',
    '陈静',
    ['staff', 'notice-publisher'],
    ['city', 'bureau', 'budget-section'],
    'section-chief',
  ),
  zhangwei: person('p-zhangwei', '张伟', ['staff', 'payment-clerk'], ['city', 'edu'], 'unit-clerk'),
  admin: person(
    'p-admin',
    '赵敏',
    ['staff', 'administrator'],
    ['city', 'bureau', 'it-centre'],
    'system-administrator',
  ),
  admin2: person(
    'p-admin2',
    '郑洁',
    ['staff', 'administrator'],
    ['city', 'bureau', 'it-centre'],
    'system-administrator',
  ),
  panyu: person('p-panyu', '潘宇', ['staff', 'release-approver'], ['city', 'bureau', 'it-centre'], 'officer'),
  both: person(
    'p-both',
    '丁一',
    ['staff', 'portlet-developer', 'release-approver'],
    ['city', 'bureau', 'it-centre'],
    'developer',
  ),
  dev: person('p-dev', '周涛', ['staff', 'portlet-developer'], ['city', 'bureau', 'it-centre'], 'developer'),
} as const satisfies Record<string, TestPerson>;

export type Account = keyof typeof people;
