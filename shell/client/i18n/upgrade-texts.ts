import type { Locale } from '@yimen/portlet-sdk';
import type { Question } from '../app/confirm-store.ts';
import type { UpgradeOffer } from '../portlet-container/upgrade/window-upgrade.ts';

type UpgradeTexts = {
  readonly now: string;
  readonly later: string;
  readonly offers: Readonly<Record<UpgradeOffer['state'], string>>;
  readonly removeUnsaved: (title: string) => Question;
  readonly leaveUnsaved: Question;
  readonly many: (count: number) => string;
  readonly reload: string;
};

/** What the shell says of releases that arrive while a page is open. */
export const upgradeTexts: Readonly<Record<Locale, UpgradeTexts>> = {
  'zh-CN': {
    now: '立即更新',
    later: '稍后',
    offers: {
      asked: '有新版本可用',
      'asked-typed': '有新版本可用。此窗口中尚未提交的内容可能在更新后丢失。',
      waiting: '您正在使用此窗口，操作完成后自动更新',
      'waiting-unsaved': '有未保存的内容，保存后自动更新',
    },
    removeUnsaved: (title) => ({
      title: `移除“${title}”？`,
      text: `“${title}”中有未保存的内容，移除后将丢失。确定移除吗？`,
      yes: '移除',
    }),
    leaveUnsaved: {
      title: '离开此页面？',
      text: '页面上有未保存的内容，离开后将丢失。确定离开吗？',
      yes: '离开',
    },
    many: (count) => `此页面打开后模块已更新 ${count} 次，重新加载可释放内存`,
    reload: '重新加载',
  },
  'en-US': {
    now: 'Update now',
    later: 'Later',
    offers: {
      asked: 'A new version is available',
      'asked-typed':
        'A new version is available. What you have not submitted in this window may be lost with the update.',
      waiting: 'You are using this window; the update follows when you are done',
      'waiting-unsaved': 'There is unsaved work; the update follows when it is saved',
    },
    removeUnsaved: (title) => ({
      title: `Remove “${title}”?`,
      text: `“${title}” has unsaved work, which will be lost. Remove it?`,
      yes: 'Remove',
    }),
    leaveUnsaved: {
      title: 'Leave this page?',
      text: 'This page has unsaved work, which will be lost. Leave it?',
      yes: 'Leave',
    },
    many: (count) => `Modules of this page were updated ${count} times; reloading frees memory`,
    reload: 'Reload',
  },
};
