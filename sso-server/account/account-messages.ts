import type { Locale } from '../sign-in/messages.ts';

const zh = {
  area: '账号与安全',
  sessions: '我的登录',
  password: '修改密码',
  factors: '二次验证',
  signInFailedTitle: '未能登录',
  signInFailed: '登录没有完成，请从门户重新登录。',
};

type AccountMessages = typeof zh;

const en: AccountMessages = {
  area: 'Account and security',
  sessions: 'Where I am signed in',
  password: 'Change password',
  factors: 'Second factors',
  signInFailedTitle: 'Not signed in',
  signInFailed: 'Signing in was not completed. Please sign in again at the portal.',
};

export const accountMessages: Record<Locale, AccountMessages> = { 'zh-CN': zh, 'en-US': en };
