import type { SameMessages } from '@yimen/portlet-sdk';

const zh = {
  help: '页面不正常？',
  helpHint: '如果页面卡住、空白或某些功能失效，可能是其中一个模块造成的。以下操作不会改动您的页面和数据。',
  safe: '以安全模式打开',
  safeHint: '不加载任何模块，之后可以逐个加载。',
  search: '查找出问题的模块',
  searchHint: '门户每次只加载一半模块，您回答页面是否正常，几步之后就能找到。',
  bar: '安全模式',
  safeNow: '安全模式：模块没有自动加载，可在各窗口中点击“加载”。',
  someNow: '只加载了指定的模块。',
  leave: '恢复正常',
  step: (step: number, left: number) => `第 ${step} 步，还有 ${left} 个模块待查。`,
  loaded: (titles: string) => `现在只加载了：${titles}。页面正常吗？`,
  works: '正常',
  fails: '不正常',
  stop: '停止查找',
  found: (title: string, release: string) =>
    `出问题的模块是“${title}”（${release}）。请把它告诉管理员，或将其从页面移除。`,
  foundNone: '单独加载时各模块都正常，问题可能由几个模块共同造成，或不是每次都出现。',
};

const en: SameMessages<typeof zh> = {
  help: 'Page not working?',
  helpHint:
    'If the page hangs, is blank, or parts of it do not work, one of its modules may be the cause. Nothing of this changes your page or your data.',
  safe: 'Open in safe mode',
  safeHint: 'Loads no module; you can load each by itself then.',
  search: 'Find the module at fault',
  searchHint:
    'The portal loads half of the modules at a time and you say whether the page works; a few steps find it.',
  bar: 'Safe mode',
  safeNow: 'Safe mode: no module was loaded. Choose “Load” in a window.',
  someNow: 'Only some modules were loaded.',
  leave: 'Back to normal',
  step: (step, left) => `Step ${step}, ${left} ${left === 1 ? 'module' : 'modules'} left.`,
  loaded: (titles) => `Loaded now: ${titles}. Does the page work?`,
  works: 'It works',
  fails: 'It does not',
  stop: 'Stop searching',
  found: (title, release) =>
    `The module at fault is “${title}” (${release}). Tell your administrator, or remove it from the page.`,
  foundNone:
    'Each module works by itself: several may cause the problem together, or it does not happen every time.',
};

/** Texts of safe mode by language; they come with its own chunk. */
export const safeModeTexts = { 'zh-CN': zh, 'en-US': en };
