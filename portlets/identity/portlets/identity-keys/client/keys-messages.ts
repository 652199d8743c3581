import type { Key, KeyPurpose } from '../../../contract/key.ts';

const purposes: Readonly<Record<'zh-CN' | 'en-US', Record<KeyPurpose, string>>> = {
  'zh-CN': { ES256: '令牌签名 ES256', RS256: '令牌签名 RS256', cookie: 'Cookie 签名' },
  'en-US': { ES256: 'Tokens, ES256', RS256: 'Tokens, RS256', cookie: 'Cookies' },
};
const states: Readonly<Record<'zh-CN' | 'en-US', Record<Key['state'], string>>> = {
  'zh-CN': { next: '已公布，待启用', current: '使用中', previous: '仅验证', retired: '已退役' },
  'en-US': { next: 'Published, next', current: 'Signs', previous: 'Verifies only', retired: 'Retired' },
};

/** Texts of the keys. */
export const keysMessages = {
  'zh-CN': {
    keys: '密钥',
    purpose: '用途',
    id: '编号（kid）',
    state: '状态',
    created: '生成时间',
    active: '启用时间',
    until: '验证至',
    none: '没有密钥',
    noUntil: '轮换后确定',
    nextRotation: (purpose: string, time: string) => `${purpose}：下次轮换 ${time}`,
    notPlanned: (purpose: string) => `${purpose}：下一把密钥尚未生成，到期前自动生成并提前公布`,
    rotate: '提前轮换',
    rotateTitle: '提前轮换密钥',
    rotateHint: '审批通过后立即公布下一把密钥，到公布期满自动启用，旧密钥继续验证，业务系统不受影响。',
    replace: '紧急更换',
    replaceTitle: '紧急更换密钥',
    replaceHint:
      '审批通过后旧密钥立即作废：用它签发的令牌全部失效，业务系统要重新读取密钥集（最长约一分钟，第三方系统视其缓存而定）。仅在密钥可能泄露时使用，平时由计划自动轮换。',
    choose: '哪些密钥',
    cookieHint: '更换 Cookie 密钥会让所有人在统一认证重新登录。',
    chooseOne: '请至少选择一种',
    onlySystem: '轮换和更换由系统管理员提交',
    purposeOf: (purpose: KeyPurpose) => purposes['zh-CN'][purpose],
    stateOf: (state: Key['state']) => states['zh-CN'][state],
  },
  'en-US': {
    keys: 'Keys',
    purpose: 'For',
    id: 'Id (kid)',
    state: 'State',
    created: 'Made',
    active: 'Signs from',
    until: 'Verifies until',
    none: 'No keys',
    noUntil: 'Known at rotation',
    nextRotation: (purpose: string, time: string) => `${purpose}: next rotation ${time}`,
    notPlanned: (purpose: string) => `${purpose}: the next key is made and published in time by itself`,
    rotate: 'Rotate ahead',
    rotateTitle: 'Rotate keys ahead of schedule',
    rotateHint:
      'When it is approved the next key is published, and takes over when everybody has had time to read it. Old keys go on verifying; no system notices.',
    replace: 'Replace at once',
    replaceTitle: 'Replace keys at once',
    replaceHint:
      'When it is approved the old keys are void: every token signed with them fails, and the systems have to read the key set again (a minute at most, others as long as they cache). Only for keys that others may know; otherwise they rotate by themselves.',
    choose: 'Which keys',
    cookieHint: 'Other cookie keys sign everybody out of the provider.',
    chooseOne: 'Choose at least one',
    onlySystem: 'A system administrator asks for rotation',
    purposeOf: (purpose: KeyPurpose) => purposes['en-US'][purpose],
    stateOf: (state: Key['state']) => states['en-US'][state],
  },
};
