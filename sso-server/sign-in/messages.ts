import type { LocalizedText } from '../database-schema.ts';

export type Locale = 'zh-CN' | 'en-US';

const zh = {
  product: '一门',
  subsystem: '统一身份认证',
  slogan: '一次登录，办理各项业务',
  switchLanguage: 'English',
  signInTitle: '登录',
  signInTo: (name: string) => `登录后进入「${name}」`,
  signInAgain: '为确认是您本人，请再次输入密码。',
  username: '用户名',
  password: '密码',
  signIn: '登录',
  wrongPassword: '用户名或密码不正确，请核对后重试。',
  missingInput: '请输入用户名和密码。',
  disabled: '该账号已停用。如需使用，请联系本单位的系统管理员。',
  wait: (seconds: number) =>
    seconds < 60
      ? `密码连续输错次数较多，请在 ${seconds} 秒后重试。`
      : `密码连续输错次数较多，请在 ${Math.ceil(seconds / 60)} 分钟后重试。`,
  busy: '此刻登录的人较多，请稍候再点一次「登录」。',
  noRightTitle: '您没有使用权限',
  noRight: (name: string) => `您没有使用「${name}」的权限。`,
  noRightAsk: '如工作需要，请联系本单位的系统管理员开通，并说明您的用户名和需要使用的系统。',
  contact: '联系人',
  signedInAs: '当前账号',
  account: (name: string, username: string) => `${name}（${username}）`,
  unit: '单位',
  system: '系统',
  switchAccount: '换个账号登录',
  backToPortal: '返回门户首页',
  consentTitle: '确认授权',
  agree: '同意',
  refuse: '不同意',
  expiredTitle: '登录页面已过期',
  expired: '此页面打开的时间过长，已经失效。您的账号没有问题，重新开始即可。',
  beginAgain: '重新登录',
  missingPageTitle: '页面不存在或已失效',
  missingPage: '找不到这个登录页面，可能已经用过或地址不完整。',
  errorTitle: '暂时无法完成登录',
  errorClient: '业务系统发来的登录请求有误，请返回后重试；多次出现时，请把下面的编号告诉系统管理员。',
  errorServer: '统一身份认证遇到内部错误，请稍后重试；多次出现时，请把下面的编号告诉系统管理员。',
  errorCode: '错误代码',
  requestId: '请求编号',
  signOutTitle: '退出登录',
  signOutQuestion: '确定要退出登录吗？退出后，您在各业务系统的登录也会一并结束。',
  signOutMismatch: '退出请求与当前登录不一致，为稳妥起见请您确认。',
  signOut: '退出登录',
  stay: '保持登录',
  signedOutTitle: '已退出登录',
  signedOut: '您已安全退出，各业务系统的登录随之结束。',
  stayedTitle: '仍在登录中',
  stayed: '没有退出，您可以继续使用各业务系统。',
  returnTo: (name: string) => `返回「${name}」`,
};

export type Messages = typeof zh;

const en: Messages = {
  product: 'Yimen',
  subsystem: 'Single sign-on',
  slogan: 'Sign in once, use every system',
  switchLanguage: '中文',
  signInTitle: 'Sign in',
  signInTo: (name) => `to continue to ${name}`,
  signInAgain: 'Please enter your password again, so that we know it is you.',
  username: 'User name',
  password: 'Password',
  signIn: 'Sign in',
  wrongPassword: 'The user name or the password is not right. Please check both and try again.',
  missingInput: 'Please enter your user name and your password.',
  disabled: 'This account has been disabled. Please ask the system administrator of your unit.',
  wait: (seconds) =>
    seconds < 60
      ? `Too many wrong passwords. Please try again in ${seconds} seconds.`
      : `Too many wrong passwords. Please try again in ${Math.ceil(seconds / 60)} minutes.`,
  busy: 'Many people are signing in right now. Please wait a moment and press “Sign in” again.',
  noRightTitle: 'You may not use this system',
  noRight: (name) => `You do not have the right to use ${name}.`,
  noRightAsk:
    'If you need it for your work, please ask the system administrator of your unit and name your user name and the system.',
  contact: 'Contact',
  signedInAs: 'Signed in as',
  account: (name, username) => `${name} (${username})`,
  unit: 'Unit',
  system: 'System',
  switchAccount: 'Sign in with another account',
  backToPortal: 'Back to the portal',
  consentTitle: 'Confirm access',
  agree: 'Agree',
  refuse: 'Refuse',
  expiredTitle: 'This sign-in page has expired',
  expired: 'The page has been open for too long. Nothing is wrong with your account; just begin again.',
  beginAgain: 'Sign in again',
  missingPageTitle: 'This page does not exist or is no longer valid',
  missingPage:
    'We cannot find this sign-in page. It may have been used already, or the address is incomplete.',
  errorTitle: 'Sign-in cannot be completed',
  errorClient:
    'The system sent a sign-in request that we cannot accept. Please go back and try again; if it happens repeatedly, tell the system administrator the numbers below.',
  errorServer:
    'Something went wrong on our side. Please try again later; if it happens repeatedly, tell the system administrator the numbers below.',
  errorCode: 'Error code',
  requestId: 'Request number',
  signOutTitle: 'Sign out',
  signOutQuestion: 'Do you want to sign out? You will be signed out of the other systems too.',
  signOutMismatch: 'The request does not fit the current session, so please confirm.',
  signOut: 'Sign out',
  stay: 'Stay signed in',
  signedOutTitle: 'You are signed out',
  signedOut: 'You have signed out safely; the other systems are being told.',
  stayedTitle: 'You are still signed in',
  stayed: 'You have not signed out and can go on working.',
  returnTo: (name) => `Back to ${name}`,
};

export const messages: Record<Locale, Messages> = { 'zh-CN': zh, 'en-US': en };

export const inLocale = (text: LocalizedText, locale: Locale): string => text[locale];
