import type { SameMessages } from '@yimen/portlet-sdk';

const zh = {
  waiting: '待另一位管理员确认',
  proposedBy: (who: string, at: string) => `${who} 于 ${at} 提出`,
  lapses: (at: string) => `${at} 前有效`,
  reasonIs: (text: string) => `理由：${text}`,
  own: '须由另一位管理员确认',
  confirm: '确认',
  decline: '驳回',
  withdraw: '撤回',
  confirmTitle: '确认这项修改？',
  confirmHint: '确认后立即生效，并记入操作记录。',
  cancel: '取消',
  confirmed: '修改已确认并生效',
  declined: '修改已驳回',
  withdrawn: '修改已撤回',
  proposed: '已提交，待另一位管理员确认后生效',
  twoNeeded: '改为“发布即上线”须由另一位管理员确认后生效。',
  policyOf: (of: 'publisher' | 'portlet', name: string, policy: string) =>
    `${of === 'publisher' ? '发布方' : '模块'} ${name} 的发布策略改为：${policy}`,
  policyDefault: '按发布方或门户默认',
  keyOf: (publisher: string, key: string) => `发布方 ${publisher} 登记公钥 ${key}`,
  demandsOf: (publisher: string) => `发布方 ${publisher}`,
  signatures: (rule: boolean | null): string =>
    rule === null ? '有公钥则须签名' : rule ? '必须签名' : '不要求签名',
  origins: (list: string) => `文件来源：${list}`,
  people: (list: string) => `发布方人员：${list}`,
  nobody: '未登记',
  peopleLabel: '发布方人员',
  peopleTitle: (publisher: string) => `发布方人员：${publisher}`,
  peopleHint:
    '持有发布方密钥或密码的人。发布方所做的即视为他们所做，他们不能审批其版本。须由另一位管理员确认后生效。',
  change: '修改',
  save: '提交',
  saved: '没有变化',
};

const en: SameMessages<typeof zh> = {
  waiting: 'Waiting for a second administrator',
  proposedBy: (who: string, at: string) => `Proposed by ${who}, ${at}`,
  lapses: (at: string) => `valid until ${at}`,
  reasonIs: (text: string) => `Reason: ${text}`,
  own: 'another administrator has to confirm it',
  confirm: 'Confirm',
  decline: 'Decline',
  withdraw: 'Take back',
  confirmTitle: 'Confirm this change?',
  confirmHint: 'It takes effect at once, and the trail keeps it.',
  cancel: 'Cancel',
  confirmed: 'The change is confirmed and in effect',
  declined: 'The change is declined',
  withdrawn: 'The change is taken back',
  proposed: 'Proposed; it takes effect when another administrator has confirmed it',
  twoNeeded: 'That releases become live at once takes effect when another administrator has confirmed it.',
  policyOf: (of: 'publisher' | 'portlet', name: string, policy: string) =>
    `Policy of the ${of === 'publisher' ? 'publisher' : 'module'} ${name}: ${policy}`,
  policyDefault: 'as the publisher or the portal has it',
  keyOf: (publisher: string, key: string) => `Publisher ${publisher}: register the key ${key}`,
  demandsOf: (publisher: string) => `Publisher ${publisher}`,
  signatures: (rule: boolean | null): string =>
    rule === null ? 'signs when it has a key' : rule ? 'has to sign' : 'need not sign',
  origins: (list: string) => `files from: ${list}`,
  people: (list: string) => `people of the publisher: ${list}`,
  nobody: 'nobody',
  peopleLabel: 'People of the publisher',
  peopleTitle: (publisher: string) => `People of the publisher ${publisher}`,
  peopleHint:
    'Those who keep its key or secret. What it does counts as done by them, so they do not approve its releases. It takes effect when another administrator has confirmed it.',
  change: 'Change',
  save: 'Propose',
  saved: 'Nothing has changed',
};

/** Texts about what takes two administrators. */
export const decisionMessages = { 'zh-CN': zh, 'en-US': en };
