const states: Readonly<Record<'zh-CN' | 'en-US', Readonly<Record<string, string>>>> = {
  'zh-CN': {
    waiting: '等待',
    running: '检测中',
    passed: '通过',
    warning: '需改进',
    failed: '未通过',
    skipped: '未检测',
  },
  'en-US': {
    waiting: 'Waiting',
    running: 'Running',
    passed: 'Passed',
    warning: 'Improve',
    failed: 'Failed',
    skipped: 'Not tried',
  },
};
const verdicts: Readonly<Record<'zh-CN' | 'en-US', Readonly<Record<string, string>>>> = {
  'zh-CN': {
    running: '正在检测，请稍候',
    passed: '检测通过',
    warning: '可以使用，有需要改进之处',
    failed: '检测未通过，请按下面的说明修改',
    interrupted: '检测中断，请重新检测',
  },
  'en-US': {
    running: 'The check is running',
    passed: 'Everything passed',
    warning: 'It works; something should be improved',
    failed: 'Something is wrong: see below what to change',
    interrupted: 'The check was interrupted: start it again',
  },
};

/** Texts around a live check; what was found comes from the server. */
export const checkMessages = {
  'zh-CN': {
    hint: '以您本人的身份从系统地址开始试登录一次，检查授权请求、换取令牌、刷新和退出通知。您的浏览器不会进入该系统；该系统会记下您登录过，首次登录时可能以您的姓名建立账号。检测结束后，这次登录随即退出。同一系统同时只能有一个检测。',
    startUrl: '登录起点（不填则用系统地址）',
    start: '开始检测',
    again: '重新检测',
    never: '还没有检测过',
    steps: '检测步骤',
    advice: '修改方法：',
    when: (time: string, by: string) => `${time}，${by}`,
    stateOf: (state: string) => states['zh-CN'][state] ?? state,
    verdict: (state: string) => verdicts['zh-CN'][state] ?? state,
  },
  'en-US': {
    hint: 'Signs you in once, as yourself, from the address of the system, and looks at its authorization request, code exchange, refresh and sign-out. Your own browser does not enter the system; the system sees that you signed in, and may make an account in your name at the first time. The sign-in ends with the check. A system is checked by one check at a time.',
    startUrl: 'Where sign-in starts (empty: the address of the system)',
    start: 'Start the check',
    again: 'Check again',
    never: 'It has not been checked yet',
    steps: 'Steps of the check',
    advice: 'What to change: ',
    when: (time: string, by: string) => `${time}, ${by}`,
    stateOf: (state: string) => states['en-US'][state] ?? state,
    verdict: (state: string) => verdicts['en-US'][state] ?? state,
  },
};
