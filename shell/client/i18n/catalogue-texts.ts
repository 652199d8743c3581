import type { SameMessages } from '@yimen/portlet-sdk';
import type { CatalogueEntry } from '@yimen/shell-contract';

const zh = {
  search: '搜索模块',
  category: '分类',
  add: '添加',
  addNamed: (title: string) => `添加 ${title}`,
  none: '没有找到符合条件的模块',
  count: (count: number) => `共 ${count} 个模块`,
  onPage: (count: number) => (count === 1 ? '已在页面上' : `页面上有 ${count} 个`),
  details: '截图和版本说明',
  notes: '版本说明',
  size: (kb: number) => `大小 ${kb} KB`,
  loadP95: (ms: number) => `加载 P95 ${ms} ms`,
  errorRate: (percent: string) => `出错率 ${percent}%`,
  publisher: (publisher: string, version: string) => `发布方 ${publisher} · 版本 ${version}`,
};

const en: SameMessages<typeof zh> = {
  search: 'Search modules',
  category: 'Category',
  add: 'Add',
  addNamed: (title: string) => `Add ${title}`,
  none: 'No module matches',
  count: (count: number) => (count === 1 ? '1 module' : `${count} modules`),
  onPage: (count: number) => (count === 1 ? 'On this page' : `${count} on this page`),
  details: 'Pictures and release notes',
  notes: 'Release notes',
  size: (kb: number) => `Size ${kb} KB`,
  loadP95: (ms: number) => `Load p95 ${ms} ms`,
  errorRate: (percent: string) => `Error rate ${percent}%`,
  publisher: (publisher: string, version: string) => `By ${publisher} · version ${version}`,
};

const categories: Record<'zh-CN' | 'en-US', Record<CatalogueEntry['category'] | 'all', string>> = {
  'zh-CN': { all: '全部', work: '办公', finance: '财政业务', information: '信息', tools: '工具' },
  'en-US': { all: 'All', work: 'Work', finance: 'Finance', information: 'Information', tools: 'Tools' },
};

/** Texts of the catalogue. */
export const catalogueTexts = {
  'zh-CN': { ...zh, categories: categories['zh-CN'] },
  'en-US': { ...en, categories: categories['en-US'] },
};
