import type { Locale } from './messages.ts';

const zh: Record<string, string> = {
  profile: '姓名、用户名及个人资料（昵称、头像、性别、生日等）',
  email: '电子邮箱',
  phone: '电话号码',
  address: '联系地址',
  organisation: '单位、岗位和角色',
  offline_access: '在您不在线时继续使用以上信息',
};

const en: Record<string, string> = {
  profile: 'your name, user name and personal details (nickname, picture, gender, date of birth …)',
  email: 'your e-mail address',
  phone: 'your telephone number',
  address: 'your postal address',
  organisation: 'your unit, post and roles',
  offline_access: 'use of the above while you are away',
};

const texts: Record<Locale, Record<string, string>> = { 'zh-CN': zh, 'en-US': en };

/** What each scope of a request stands for, in the words of whoever is asked to agree. */
export function consentTexts(scope: string, locale: Locale): string[] {
  return scope.split(' ').flatMap((name) => texts[locale][name] ?? []);
}

export const consentLead: Record<Locale, (system: string) => string> = {
  'zh-CN': (system) => `「${system}」请求获得您的以下信息：`,
  'en-US': (system) => `${system} asks for:`,
};
