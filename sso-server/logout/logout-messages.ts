import type { Locale } from '../sign-in/messages.ts';

const zh = {
  leavingTitle: '正在退出各业务系统',
  leaving: '您已退出登录，正在通知各业务系统，几秒后自动返回。',
  switching: '正在结束上一位用户在各业务系统的登录，几秒后自动继续。',
  goOn: '立即继续',
  framed: '退出通知',
};

type LogoutMessages = typeof zh;

const en: LogoutMessages = {
  leavingTitle: 'Signing out of the systems',
  leaving: 'You are signed out. The systems are being told; you will be taken back in a few seconds.',
  switching: 'The previous person is being signed out of the systems; it goes on in a few seconds.',
  goOn: 'Continue now',
  framed: 'Sign-out notice',
};

export const logoutMessages: Record<Locale, LogoutMessages> = { 'zh-CN': zh, 'en-US': en };
