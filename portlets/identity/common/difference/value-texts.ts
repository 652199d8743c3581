const valueWords: Readonly<Record<'zh-CN' | 'en-US', Readonly<Record<string, string>>>> = {
  'zh-CN': {
    'dengbao-3': '等保三级',
    'nist-63b-4': 'NIST 800-63B-4',
    'zh-CN': '简体中文',
    'en-US': '英文',
    set: '已设置',
    'urn:yimen:acr:password': '密码',
    'urn:yimen:acr:second-factor': '密码加二次验证',
    'urn:yimen:acr:passkey': '通行密钥',
  },
  'en-US': {
    'dengbao-3': 'Dengbao level 3',
    'nist-63b-4': 'NIST 800-63B-4',
    'zh-CN': 'Simplified Chinese',
    'en-US': 'English',
    set: 'Set',
    'urn:yimen:acr:password': 'Password',
    'urn:yimen:acr:second-factor': 'Password and second factor',
    'urn:yimen:acr:passkey': 'Passkey',
  },
};

/** How values of a change are said. */
export const valueMessages = {
  'zh-CN': {
    yes: '是',
    no: '否',
    none: '无',
    active: '启用',
    disabled: '停用',
    field: '项目',
    before: '变更前',
    after: '变更后',
    added: '增加',
    removed: '移除',
    nothing: '没有差别',
    word: (value: string) => valueWords['zh-CN'][value] ?? value,
  },
  'en-US': {
    yes: 'Yes',
    no: 'No',
    none: 'None',
    active: 'Active',
    disabled: 'Disabled',
    field: 'Field',
    before: 'Before',
    after: 'After',
    added: 'added',
    removed: 'removed',
    nothing: 'Nothing differs',
    word: (value: string) => valueWords['en-US'][value] ?? value,
  },
};
