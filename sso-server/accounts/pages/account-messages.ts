import type { Locale } from '../../sign-in/messages.ts';
import type { PasswordMistake } from '../policy/password-rules.ts';
import type { PolicyProfile } from '../policy/policy-profiles.ts';

const zh = {
  changeTitle: '修改密码',
  changeLead: '修改后，您在其他设备上的登录会随之结束。',
  expiredTitle: '请更换密码',
  expiredLead: (days: number) => `您的密码已使用超过 ${days} 天，按规定需要更换，更换后继续登录。`,
  requiredLead: '您目前使用的是初始密码，请先设置自己的密码，设置后继续登录。',
  activateTitle: '设置密码',
  activateLead: '首次登录或密码被重置时，请用系统管理员发给您的激活码设置自己的密码。',
  username: '用户名',
  code: '激活码',
  codeHint: '形如 XXXX-XXXX-XXXX-XXXX，不区分大小写',
  current: '当前密码',
  next: '新密码',
  again: '再次输入新密码',
  save: '保存新密码',
  rules: '密码要求',
  changedTitle: '密码已修改',
  changed: '新密码已生效，下次登录请使用新密码。',
  activatedTitle: '密码已设置',
  activated: '密码设置成功，现在可以用新密码登录。',
  signIn: '登录',
  activateLink: '首次登录或忘记密码？',
  activateLinkLead: '使用激活码设置密码',
  missing: '请把各项填写完整。',
  wrongCurrent: '当前密码不正确，请核对后重试。',
  wrongNameOrCurrent: '用户名或当前密码不正确，请核对后重试。',
  wrongCode: '用户名或激活码不正确，或者激活码已过期。请核对，或联系系统管理员重新发放。',
  busy: '此刻登录的人较多，请稍候再点一次「保存新密码」。',
  minimum: (length: number) => `至少 ${length} 位`,
  classes: (count: number) => `大写字母、小写字母、数字、符号中至少 ${count} 类`,
  notCommon: '不能是常见的弱密码',
  notPersonal: '不能包含您的姓名、拼音、用户名、电话、邮箱或单位名称',
  notBefore: (count: number) => `不能与最近 ${count} 次用过的密码相同`,
  every: (days: number) => `每 ${days} 天更换一次`,
};

type AccountMessages = typeof zh;

const en: AccountMessages = {
  changeTitle: 'Change password',
  changeLead: 'Your sessions on other devices end when you change it.',
  expiredTitle: 'Please choose a new password',
  expiredLead: (days) =>
    `Your password is older than ${days} days. The rules ask for a new one; then your sign-in goes on.`,
  requiredLead: 'You have an initial password. Please set one of your own; then your sign-in goes on.',
  activateTitle: 'Set your password',
  activateLead:
    'For your first sign-in, or after a reset: set your own password with the activation code from your system administrator.',
  username: 'User name',
  code: 'Activation code',
  codeHint: 'Looks like XXXX-XXXX-XXXX-XXXX; capital or small letters do not matter',
  current: 'Current password',
  next: 'New password',
  again: 'New password again',
  save: 'Save new password',
  rules: 'The password',
  changedTitle: 'Password changed',
  changed: 'The new password is in force. Please use it from your next sign-in on.',
  activatedTitle: 'Password set',
  activated: 'Your password has been set. You can sign in with it now.',
  signIn: 'Sign in',
  activateLink: 'First sign-in, or forgotten your password?',
  activateLinkLead: 'Set a password with an activation code',
  missing: 'Please fill in every field.',
  wrongCurrent: 'The current password is not right. Please check it and try again.',
  wrongNameOrCurrent: 'The user name or the current password is not right. Please check both and try again.',
  wrongCode:
    'The user name or the activation code is not right, or the code has expired. Please check them, or ask the system administrator for a new code.',
  busy: 'Many people are signing in right now. Please wait a moment and press “Save new password” again.',
  minimum: (length) => `has at least ${length} characters`,
  classes: (count) => `has at least ${count} of: capital letters, small letters, digits, signs`,
  notCommon: 'is not one that many people use',
  notPersonal: 'does not contain your name, user name, telephone, e-mail or unit',
  notBefore: (count) => `is none of your last ${count} passwords`,
  every: (days) => `is changed every ${days} days`,
};

export const accountMessages: Record<Locale, AccountMessages> = { 'zh-CN': zh, 'en-US': en };

/** The policy in words, for the page on which a password is chosen. */
export function describeRules(
  locale: Locale,
  { password }: PolicyProfile,
  hasSecondFactor: boolean,
): string[] {
  const text = accountMessages[locale];
  const { minimumLength, minimumLengthWithSecondFactor, classes, history, maximumAgeDays } = password;
  return [
    text.minimum(hasSecondFactor ? minimumLengthWithSecondFactor : minimumLength),
    ...(classes > 0 ? [text.classes(classes)] : []),
    text.notCommon,
    text.notPersonal,
    ...(history > 0 ? [text.notBefore(history)] : []),
    ...(maximumAgeDays === null ? [] : [text.every(maximumAgeDays)]),
  ];
}

const mistakesInChinese = (mistake: PasswordMistake): string => {
  switch (mistake.code) {
    case 'too-short':
      return `新密码太短，至少需要 ${mistake.minimum} 位。`;
    case 'too-long':
      return `新密码太长，最多 ${mistake.maximum} 位。`;
    case 'too-few-classes':
      return `新密码需要包含大写字母、小写字母、数字、符号中的至少 ${mistake.classes} 类。`;
    case 'common':
      return '新密码是常见的弱密码，容易被猜到，请换一个。';
    case 'personal':
      return `新密码包含与您个人有关的内容（${mistake.word}），容易被猜到，请换一个。`;
    case 'used-before':
      return `新密码与最近 ${mistake.history} 次用过的密码相同，请换一个。`;
    case 'same-as-current':
      return '新密码与当前密码相同，请换一个。';
    case 'not-repeated':
      return '两次输入的新密码不一致，请重新输入。';
  }
};

const mistakesInEnglish = (mistake: PasswordMistake): string => {
  switch (mistake.code) {
    case 'too-short':
      return `The new password is too short: it needs at least ${mistake.minimum} characters.`;
    case 'too-long':
      return `The new password is too long: at most ${mistake.maximum} characters.`;
    case 'too-few-classes':
      return `The new password needs at least ${mistake.classes} of: capital letters, small letters, digits, signs.`;
    case 'common':
      return 'The new password is one that many people use and is guessed first. Please choose another.';
    case 'personal':
      return `The new password contains something about you (${mistake.word}) that is guessed first. Please choose another.`;
    case 'used-before':
      return `The new password is one of your last ${mistake.history}. Please choose another.`;
    case 'same-as-current':
      return 'The new password is the current one. Please choose another.';
    case 'not-repeated':
      return 'The new password was not the same both times. Please enter it again.';
  }
};

export const describeMistake = (locale: Locale, mistake: PasswordMistake): string =>
  locale === 'zh-CN' ? mistakesInChinese(mistake) : mistakesInEnglish(mistake);
