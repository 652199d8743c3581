import { type UiLocale, useUi } from '../provider/ui-context.ts';

/** Internal: every text that the components of this package show. */
export type UiTexts = {
  readonly [K in keyof typeof zhCn]: (typeof zhCn)[K] extends (...args: infer A) => string
    ? (...args: A) => string
    : string;
};

const zhCn = {
  noData: '暂无数据',
  loading: '正在加载',
  retry: '重试',
  retrying: '正在重试',
  failed: '加载失败',
  reference: (id: string) => `请求编号：${id}`,
  rowNumber: '序号',
  total: '合计',
  subtotal: '本页小计',
  unitIs: (unit: string) => `单位：${unit}`,
  unit: '金额单位',
  recordCount: (count: number) => `共 ${count} 条`,
  openRow: (name: string) => `打开：${name}`,
  urgencyExtraUrgent: '特急',
  urgencyExpedited: '加急',
  urgencyUrgent: '紧急',
  urgencyNormal: '正常',
  execution: '执行进度',
  elapsed: '序时进度',
  ahead: (points: string) => `超序时进度 ${points} 个百分点`,
  behind: (points: string) => `慢于序时进度 ${points} 个百分点`,
  level: '与序时进度持平',
  chart: '图',
  table: '表',
  viewAs: '显示方式',
  category: '项目',
  value: '数值',
  share: '占比',
  mainNavigation: '主导航',
  openNavigation: '打开导航菜单',
  closeNavigation: '关闭导航菜单',
  skipToContent: '跳到主要内容',
  switchLanguage: '切换为英文',
  userMenu: (name: string) => `用户菜单：${name}`,
  backToPortal: '返回一门',
  product: '一门',
  breadcrumb: '当前位置',
  signOut: '退出登录',
};

const enUs: UiTexts = {
  noData: 'No data',
  loading: 'Loading',
  retry: 'Try again',
  retrying: 'Trying again',
  failed: 'Could not load',
  reference: (id) => `Request: ${id}`,
  rowNumber: 'No.',
  total: 'Total',
  subtotal: 'Page subtotal',
  unitIs: (unit) => `Unit: ${unit}`,
  unit: 'Unit of amounts',
  recordCount: (count) => (count === 1 ? '1 record' : `${count} records`),
  openRow: (name) => `Open: ${name}`,
  urgencyExtraUrgent: 'Extra urgent',
  urgencyExpedited: 'Expedited',
  urgencyUrgent: 'Urgent',
  urgencyNormal: 'Normal',
  execution: 'Executed',
  elapsed: 'Year elapsed',
  ahead: (points) => `${points} points ahead of the year`,
  behind: (points) => `${points} points behind the year`,
  level: 'Level with the year',
  chart: 'Chart',
  table: 'Table',
  viewAs: 'Show as',
  category: 'Item',
  value: 'Value',
  share: 'Share',
  mainNavigation: 'Main navigation',
  openNavigation: 'Open navigation menu',
  closeNavigation: 'Close navigation menu',
  skipToContent: 'Skip to main content',
  switchLanguage: 'Switch to Chinese',
  userMenu: (name) => `User menu: ${name}`,
  backToPortal: 'Back to Yimen',
  product: 'Yimen',
  breadcrumb: 'You are here',
  signOut: 'Sign out',
};

const uiTexts: Readonly<Record<UiLocale, UiTexts>> = { 'zh-CN': zhCn, 'en-US': enUs };

/** Internal: the texts in the provider's language. */
export function useTexts(): UiTexts {
  return uiTexts[useUi().locale];
}
