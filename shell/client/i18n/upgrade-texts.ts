import type { Locale } from '@yimen/portlet-sdk';
import type { Question } from '../app/confirm-store.ts';

type UpgradeTexts = {
  readonly available: string;
  readonly now: string;
  readonly later: string;
  readonly waiting: string;
  readonly removeUnsaved: (title: string) => Question;
  readonly leaveUnsaved: Question;
  readonly many: (count: number) => string;
  readonly reload: string;
};

/** What the shell says of releases that arrive while a page is open. */
export const upgradeTexts: Readonly<Record<Locale, UpgradeTexts>> = {
  'zh-CN': {
    available: '有新版本可用',
    now: '立即更新',
    later: '稍后',
    waiting: '有未保存的内容，保存后自动更新',
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
    available: 'A new version is available',
    now: 'Update now',
    later: 'Later',
    waiting: 'There is unsaved work; the update follows when it is saved',
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
    many: (count) => `Portlets of this page were updated ${count} times; reloading frees memory`,
    reload: 'Reload',
  },
};
