import type { SameMessages } from '@yimen/portlet-sdk';

const zh = {
  rings: '灰度范围',
  nobody: '尚未设置，无人得到灰度版本',
  units: (names: string) => `单位：${names}`,
  roles: (names: string) => `角色：${names}`,
  percent: (share: number) => `全体人员的 ${share}%`,
  budget: (errors: number, requests: number, loads: number) =>
    `加载失败率超过 ${errors}% 或请求失败率超过 ${requests}%（至少 ${loads} 次）时自动停止`,
  set: '设置灰度范围',
  title: (name: string, version: string) => `灰度范围：${name} ${version}`,
  hint: '属于其中任一范围的人员得到此版本；同一人始终得到同一结果。',
  unitsField: '单位（含下级）',
  rolesField: '角色',
  percentField: '全体人员的百分比',
  errorRate: '加载失败率上限（%）',
  requestFailureRate: '请求失败率上限（%）',
  minimumLoads: '判断前至少的次数',
  save: '保存',
  cancel: '取消',
  saved: '灰度范围已保存',
  needed: '此项必填',
  rollBack: '回退版本',
  rollBackTitle: (name: string) => `回退 ${name}？`,
  rollBackCanary: (versions: string, live: string) => `停止灰度 ${versions}，所有人使用 ${live}。`,
  rollBackLive: (version: string, before: string) => `停用 ${version}，所有人改用 ${before}。`,
  reason: '理由',
  reasonNeeded: '请填写理由',
  rolledBack: '已回退；打开的页面正在更换版本',
};

const en: SameMessages<typeof zh> = {
  rings: 'Rings',
  nobody: 'Not set: nobody gets the canary',
  units: (names) => `Units: ${names}`,
  roles: (names) => `Roles: ${names}`,
  percent: (share) => `${share}% of everybody`,
  budget: (errors, requests, loads) =>
    `Stops by itself above ${errors}% failed loads or ${requests}% failed requests (of at least ${loads})`,
  set: 'Set rings',
  title: (name, version) => `Rings: ${name} ${version}`,
  hint: 'Whoever is in any of them gets this release; the same person always gets the same answer.',
  unitsField: 'Units, with those below',
  rolesField: 'Roles',
  percentField: 'Percent of everybody',
  errorRate: 'Most failed loads (%)',
  requestFailureRate: 'Most failed requests (%)',
  minimumLoads: 'Fewest to judge by',
  save: 'Save',
  cancel: 'Cancel',
  saved: 'The rings are saved',
  needed: 'This is needed',
  rollBack: 'Roll back',
  rollBackTitle: (name) => `Roll back ${name}?`,
  rollBackCanary: (versions, live) => `Stops the canary ${versions}; everybody gets ${live}.`,
  rollBackLive: (version, before) => `Retires ${version}; everybody gets ${before}.`,
  reason: 'Reason',
  reasonNeeded: 'Please say why',
  rolledBack: 'Rolled back; open pages are changing over',
};

/** Texts of rings and of going back. */
export const rolloutMessages = { 'zh-CN': zh, 'en-US': en };
