import type { Locale } from '../sign-in/messages.ts';

const zh = {
  title: '我的登录',
  lead: '您的账号目前在以下设备上登录。发现不认识的设备，请立即结束并修改密码。',
  only: '没有其他设备登录您的账号。',
  thisDevice: '本机',
  unknownDevice: '未知设备',
  address: '网络地址',
  unknown: '未知',
  started: '登录时间',
  lastActive: '最近使用',
  systems: '已打开的系统',
  noSystems: '无',
  end: '结束登录',
  endThis: '退出登录',
  endOthers: '结束其他全部登录',
  ended: '已结束该设备上的登录，各业务系统的登录随之结束。',
  endedOthers: '已结束其他全部登录，只保留本机。',
  alreadyEnded: '该登录此前已经结束。',
  newDeviceTitle: '您的账号在一台新设备上登录过',
  newDevice: (device: string, address: string, time: string) => `${time}，${device}，网络地址 ${address}`,
  itWasMe: '是我本人',
  notMe: '不是我',
  dismissed: '已确认，不再提示。',
  disowned: '已结束该设备上的全部登录。为防止再次被冒用，请马上修改密码。',
  changePassword: '修改密码',
  limitTitle: '登录数量已达上限',
  limitAsk: (limit: number) => `一个账号最多同时登录 ${limit} 处。请选择要结束的登录，然后继续。`,
  limitRefused: (limit: number) =>
    `一个账号最多同时登录 ${limit} 处，本次登录未生效。请先在其他设备上退出，再重新登录。`,
  choose: '请至少选择一项。',
  endChosen: '结束所选并继续',
  tryAgain: '重新登录',
};

export type SessionMessages = typeof zh;

const en: SessionMessages = {
  title: 'Where I am signed in',
  lead: 'Your account is signed in on these devices. If you do not know one, end it and change your password.',
  only: 'Your account is signed in nowhere else.',
  thisDevice: 'this device',
  unknownDevice: 'Unknown device',
  address: 'Network address',
  unknown: 'unknown',
  started: 'Signed in',
  lastActive: 'Last used',
  systems: 'Systems opened',
  noSystems: 'none',
  end: 'End',
  endThis: 'Sign out',
  endOthers: 'End all others',
  ended: 'That device has been signed out, and the systems with it.',
  endedOthers: 'All others have been signed out. Only this device is left.',
  alreadyEnded: 'It had ended already.',
  newDeviceTitle: 'Your account was signed in on a new device',
  newDevice: (device, address, time) => `${time}, ${device}, network address ${address}`,
  itWasMe: 'It was me',
  notMe: 'Not me',
  dismissed: 'Thank you; this will not be shown again.',
  disowned: 'That device has been signed out everywhere. Please change your password now.',
  changePassword: 'Change password',
  limitTitle: 'Signed in too often',
  limitAsk: (limit) =>
    `An account can be signed in ${limit} times at once. Please choose what to end, then go on.`,
  limitRefused: (limit) =>
    `An account can be signed in ${limit} times at once, so this sign-in was not accepted. Please sign out on another device first.`,
  choose: 'Please choose at least one.',
  endChosen: 'End these and go on',
  tryAgain: 'Sign in again',
};

export const sessionMessages: Record<Locale, SessionMessages> = { 'zh-CN': zh, 'en-US': en };
