/** A sentence for every kind of finding; `{name}` stands for a parameter. */
export const findingTexts = {
  'event-no-longer-published': {
    'zh-CN': '不再发布事件“{event}”，以下模块将收不到它',
    'en-US': 'no longer publishes the event "{event}"; these portlets will not hear it',
  },
  'event-payload-not-taken': {
    'zh-CN': '发布的事件“{event}”的内容（{place}，{keyword}）不再符合接收方的声明',
    'en-US':
      'publishes the event "{event}" with content ({place}, {keyword}) that its consumers do not declare',
  },
  'event-no-longer-consumed': {
    'zh-CN': '不再接收事件“{event}”，以下模块发布后无人响应',
    'en-US': 'no longer consumes the event "{event}" that these portlets publish',
  },
  'event-payload-refused': {
    'zh-CN': '不再接受以下模块发布的事件“{event}”的内容（{place}，{keyword}）',
    'en-US': 'no longer takes what these portlets publish as "{event}" ({place}, {keyword})',
  },
  'event-without-source': {
    'zh-CN': '新接收的事件“{event}”在以下页面没有模块发布',
    'en-US': 'now consumes the event "{event}", which nothing on these pages publishes',
  },
  'parameter-removed': {
    'zh-CN': '不再声明公共参数“{parameter}”，以下模块不再与它联动',
    'en-US': 'no longer declares the public parameter "{parameter}" that it shared with these portlets',
  },
  'parameter-link-lost': {
    'zh-CN': '不再声明公共参数“{parameter}”，带此参数的链接不再起作用',
    'en-US': 'no longer declares the public parameter "{parameter}"; links with it lose their effect',
  },
  'parameter-narrowed': {
    'zh-CN': '公共参数“{parameter}”不再接受以前的部分取值（{keyword}）',
    'en-US': 'takes fewer values of the public parameter "{parameter}" than before ({keyword})',
  },
  'parameter-not-shared': {
    'zh-CN': '公共参数“{parameter}”与以下模块的取值不再一致（{keyword}）',
    'en-US': 'and these portlets no longer agree on the public parameter "{parameter}" ({keyword})',
  },
  'preference-kept-aside': {
    'zh-CN': '已保存的设置“{preference}”不再符合要求，将保留在本人的待处理列表中',
    'en-US': 'stored values of the preference "{preference}" no longer fit and are kept aside',
  },
  'preference-of-page-unfit': {
    'zh-CN': '管理员在页面上设定的“{preference}”不再符合要求，将改用默认值',
    'en-US':
      'what administrators set for "{preference}" on pages no longer fits; the default takes its place',
  },
  'preference-removed': {
    'zh-CN': '设置“{preference}”已取消，已保存的值将保留但不再起作用',
    'en-US': 'the preference "{preference}" is gone; stored values are kept and have no effect',
  },
  'preference-migrated': {
    'zh-CN': '已保存的设置“{preference}”按新版本自动调整',
    'en-US': 'stored values of the preference "{preference}" are brought to the new version',
  },
  'preference-read-only': {
    'zh-CN': '设置“{preference}”改为只能由管理员设定，个人的值不再起作用',
    'en-US':
      'the preference "{preference}" is now set by administrators only; personal values have no effect',
  },
  'mode-removed': {
    'zh-CN': '不再提供“{mode}”模式',
    'en-US': 'no longer has the mode "{mode}"',
  },
  'window-state-removed': {
    'zh-CN': '窗口不再支持“{state}”状态',
    'en-US': 'windows can no longer be {state}',
  },
  'window-too-small': {
    'zh-CN': '已放置的窗口小于新版本的最小尺寸 {columns}×{rows}',
    'en-US': 'windows are placed smaller than its new minimum of {columns}×{rows}',
  },
  'roles-narrowed': {
    'zh-CN': '不再对角色 {roles} 开放',
    'en-US': 'is no longer for people with {roles}',
  },
  'roles-required': {
    'zh-CN': '以前对所有人开放，现在只对角色 {roles} 开放',
    'en-US': 'was for everyone and now is only for people with {roles}',
  },
  'roles-widened': {
    'zh-CN': '新增对角色 {roles} 开放',
    'en-US': 'is now also for {roles}',
  },
  'roles-lifted': {
    'zh-CN': '改为对所有人开放',
    'en-US': 'is now for everyone',
  },
  'service-changed': {
    'zh-CN': '后台服务由 {before} 改为 {after}',
    'en-US': 'reads from the service {after} instead of {before}',
  },
  'service-unregistered': {
    'zh-CN': '使用的后台服务 {after} 尚未在门户登记',
    'en-US': 'uses the service {after}, which is not registered with this portal',
  },
  'scopes-added': {
    'zh-CN': '需要更多的服务权限：{scopes}',
    'en-US': 'asks for more of its service: {scopes}',
  },
  'needs-unmet': {
    'zh-CN': '需要 {package} {range}，门户提供的是 {version}，模块将无法加载',
    'en-US': 'needs {package} {range}; this portal has {version}, so it cannot be loaded',
  },
  'not-above-live': {
    'zh-CN': '版本不高于在用版本 {live}，发布后不会被使用',
    'en-US': 'is not above the live version {live}; nobody will get it',
  },
  'adapter-changed': {
    'zh-CN': '实现方式由 {before} 改为 {after}',
    'en-US': 'is written for the adapter {after} instead of {before}',
  },
} as const satisfies Readonly<Record<string, { readonly 'zh-CN': string; readonly 'en-US': string }>>;
