import type { SameMessages } from '@yimen/portlet-sdk';
import type { TrayReason } from '@yimen/shell-contract';

const zh = {
  hiddenTitle: '已隐藏的模块',
  bringBack: '恢复显示',
  bringBackNamed: (title: string) => `恢复显示 ${title}`,
  trayTitle: '未生效的更改',
  trayIntro: '以下是您做过、但目前不能生效的更改。条件恢复后会自动生效，也可以移除。',
  trayChange: (parts: string) => `更改内容：${parts}`,
  adjusted: (label: string, before: string, after: string) => `${label}：${before} → ${after}`,
  seen: '知道了',
  seenNamed: (title: string) => `知道了 ${title} 的调整`,
  discard: '移除',
  discardNamed: (title: string) => `移除更改 ${title}`,
  separator: '、',
  resetTitle: '恢复默认布局？',
  resetIntro: '您在此页面的移动、隐藏、添加、改名和设置都会被清除，恢复为单位为您设定的布局。',
  resetConfirm: '恢复默认布局',
};

const en: SameMessages<typeof zh> = {
  hiddenTitle: 'Hidden modules',
  bringBack: 'Show again',
  bringBackNamed: (title: string) => `Show ${title} again`,
  trayTitle: 'Changes not applied',
  trayIntro:
    'You made these changes, but they do not apply now. They will when they can; you can also remove them.',
  trayChange: (parts: string) => `Changed: ${parts}`,
  adjusted: (label: string, before: string, after: string) => `${label}: ${before} → ${after}`,
  seen: 'OK',
  seenNamed: (title: string) => `OK, I have seen what changed in ${title}`,
  discard: 'Remove',
  discardNamed: (title: string) => `Remove change of ${title}`,
  separator: ', ',
  resetTitle: 'Reset to the default layout?',
  resetIntro:
    'Everything you moved, hid, added, renamed or set on this page is cleared; the layout your bureau made for you comes back.',
  resetConfirm: 'Reset the layout',
};

type ChangePart = 'added' | 'place' | 'hidden' | 'minimized' | 'title' | 'preferences';

const parts: Record<'zh-CN' | 'en-US', Record<ChangePart, string>> = {
  'zh-CN': {
    added: '添加的模块',
    place: '位置和大小',
    hidden: '隐藏',
    minimized: '最小化',
    title: '标题',
    preferences: '设置',
  },
  'en-US': {
    added: 'added module',
    place: 'position and size',
    hidden: 'hidden',
    minimized: 'minimized',
    title: 'title',
    preferences: 'settings',
  },
};

const trayReasons: Record<'zh-CN' | 'en-US', Record<TrayReason, string>> = {
  'zh-CN': {
    'node-removed': '原因：管理员已从页面移除此模块',
    locked: '原因：管理员锁定了此项',
    'portlet-unavailable': '原因：此模块已停用，或您不再有权使用',
    'preference-invalid': '原因：此模块的新版本不再接受这项设置；原值已保留',
    'preference-adjusted': '设置已按新版本调整，原值已保留；模块退回旧版本时自动恢复',
  },
  'en-US': {
    'node-removed': 'Reason: an administrator removed this module from the page',
    locked: 'Reason: an administrator locked this',
    'portlet-unavailable': 'Reason: the module is no longer available to you',
    'preference-invalid': 'Reason: the module’s new version no longer takes this setting; its value is kept',
    'preference-adjusted':
      'Your settings were brought to the module’s new version; they come back with the earlier one',
  },
};

/** Texts of the page's dialogs. */
export const pageDialogTexts = {
  'zh-CN': { ...zh, parts: parts['zh-CN'], trayReasons: trayReasons['zh-CN'] },
  'en-US': { ...en, parts: parts['en-US'], trayReasons: trayReasons['en-US'] },
};
